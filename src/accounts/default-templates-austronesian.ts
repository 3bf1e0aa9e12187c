import type { TemplateTexts } from './template-texts.ts';

export const filipino: TemplateTexts = {
  // The English words are the ones in use.
  greeting: 'Magandang araw, {{clientName}}!',
  closing: 'Lubos na gumagalang,\n{{accountName}}',
  invoice: {
    subject: 'Invoice {{statementNo}} mula sa {{accountName}}',
    before:
      'Ipinapadala namin ang invoice {{statementNo}} na may petsang {{date}} para sa halagang {{billedTotal}}. Ang takdang petsa ng pagbabayad ay {{dueDate}}. Maaari ninyo itong tingnan dito:',
    after: 'Maraming salamat sa inyong tiwala.',
  },
  estimate: {
    subject: 'Estimate {{statementNo}} mula sa {{accountName}}',
    before:
      'Ipinapadala namin ang estimate {{statementNo}} na may petsang {{date}} para sa halagang {{billedTotal}}. May bisa ito hanggang {{dueDate}}. Maaari ninyo itong tingnan dito:',
    after: 'Hihintayin namin ang inyong tugon.',
  },
  invoiceReminder: {
    subject: 'Paalala: invoice {{statementNo}} mula sa {{accountName}}',
    before:
      'Magalang naming ipinapaalala na may natitira pang {{totalDue}} na babayaran sa invoice {{statementNo}}. Ang takdang petsa ng pagbabayad ay {{dueDate}}. Maaari ninyo itong tingnan dito:',
    after: 'Kung nakabayad na kayo, mangyaring huwag nang pansinin ang mensaheng ito.',
  },
  estimateReminder: {
    subject: 'Paalala: estimate {{statementNo}} mula sa {{accountName}}',
    before:
      'Magalang naming ipinapaalala ang aming estimate {{statementNo}} para sa halagang {{billedTotal}}. May bisa ito hanggang {{dueDate}}. Maaari ninyo itong tingnan dito:',
    after: 'Hihintayin namin ang inyong tugon.',
  },
  receipt: {
    subject: 'Resibo {{receiptNo}} mula sa {{accountName}}',
    before:
      'Maraming salamat sa inyong bayad na {{paymentAmount}} noong {{paymentDate}} para sa invoice {{statementNo}}. Ang numero ng resibo ay {{receiptNo}}. Maaari ninyong tingnan ang invoice dito:',
  },
};

export const malay: TemplateTexts = {
  greeting: 'Salam sejahtera {{clientName}},',
  closing: 'Sekian, terima kasih.\n{{accountName}}',
  invoice: {
    subject: 'Invois {{statementNo}} daripada {{accountName}}',
    before:
      'Bersama ini kami sertakan invois {{statementNo}} bertarikh {{date}} berjumlah {{billedTotal}}. Tarikh akhir bayaran ialah {{dueDate}}. Anda boleh melihatnya di sini:',
    after: 'Terima kasih atas sokongan anda.',
  },
  estimate: {
    subject: 'Sebut harga {{statementNo}} daripada {{accountName}}',
    before:
      'Bersama ini kami sertakan sebut harga {{statementNo}} bertarikh {{date}} berjumlah {{billedTotal}}. Sebut harga ini sah sehingga {{dueDate}}. Anda boleh melihatnya di sini:',
    after: 'Kami menantikan maklum balas anda.',
  },
  invoiceReminder: {
    subject: 'Peringatan: invois {{statementNo}} daripada {{accountName}}',
    before:
      'Kami ingin mengingatkan bahawa baki {{totalDue}} bagi invois {{statementNo}} masih belum dibayar. Tarikh akhir bayaran ialah {{dueDate}}. Anda boleh melihatnya di sini:',
    after: 'Jika anda telah membuat bayaran, sila abaikan mesej ini.',
  },
  estimateReminder: {
    subject: 'Peringatan: sebut harga {{statementNo}} daripada {{accountName}}',
    before:
      'Kami ingin mengingatkan anda tentang sebut harga {{statementNo}} berjumlah {{billedTotal}}. Sebut harga ini sah sehingga {{dueDate}}. Anda boleh melihatnya di sini:',
    after: 'Kami menantikan maklum balas anda.',
  },
  receipt: {
    subject: 'Resit {{receiptNo}} daripada {{accountName}}',
    before:
      'Terima kasih atas bayaran anda sebanyak {{paymentAmount}} pada {{paymentDate}} bagi invois {{statementNo}}. Nombor resit ialah {{receiptNo}}. Anda boleh melihat invois di sini:',
  },
};
