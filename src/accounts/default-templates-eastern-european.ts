import type { TemplateTexts } from './template-texts.ts';

// Both write a date in one case only, so no sentence bends one; and none ends with one, for a Russian date
// has its own full stop.

export const estonian: TemplateTexts = {
  greeting: 'Tere, {{clientName}}!',
  closing: 'Lugupidamisega\n{{accountName}}',
  invoice: {
    subject: '{{accountName}}: arve {{statementNo}}',
    before:
      'Saadame Teile arve {{statementNo}} (kuupäev {{date}}, maksetähtpäev {{dueDate}}) summas {{billedTotal}}. Arvet saate vaadata siin:',
    after: 'Täname koostöö eest!',
  },
  estimate: {
    subject: '{{accountName}}: hinnapakkumine {{statementNo}}',
    before:
      'Saadame Teile hinnapakkumise {{statementNo}} (kuupäev {{date}}, viimane kehtivuspäev {{dueDate}}) summas {{billedTotal}}. Hinnapakkumist saate vaadata siin:',
    after: 'Jääme Teie vastust ootama.',
  },
  invoiceReminder: {
    subject: '{{accountName}}: meeldetuletus, arve {{statementNo}}',
    before:
      'Tuletame viisakalt meelde, et arvel {{statementNo}} (maksetähtpäev {{dueDate}}) on tasumata {{totalDue}}. Arvet saate vaadata siin:',
    after: 'Kui olete arve juba tasunud, palun jätke see kiri tähelepanuta.',
  },
  estimateReminder: {
    subject: '{{accountName}}: meeldetuletus, hinnapakkumine {{statementNo}}',
    before:
      'Tuletame viisakalt meelde meie hinnapakkumist {{statementNo}} (viimane kehtivuspäev {{dueDate}}) summas {{billedTotal}}. Hinnapakkumist saate vaadata siin:',
    after: 'Jääme Teie vastust ootama.',
  },
  receipt: {
    subject: '{{accountName}}: kviitung {{receiptNo}}',
    before:
      'Täname Teid makse eest summas {{paymentAmount}} (kuupäev {{paymentDate}}) arve {{statementNo}} katteks. Kviitungi number on {{receiptNo}}. Arvet saate vaadata siin:',
  },
};

export const russian: TemplateTexts = {
  greeting: 'Здравствуйте, {{clientName}}!',
  closing: 'С уважением,\n{{accountName}}',
  invoice: {
    subject: 'Счёт {{statementNo}} от {{accountName}}',
    before:
      'Направляем вам счёт {{statementNo}} от {{date}} на сумму {{billedTotal}} (срок оплаты: {{dueDate}}). Посмотреть счёт можно здесь:',
    after: 'Благодарим за сотрудничество.',
  },
  estimate: {
    subject: 'Коммерческое предложение {{statementNo}} от {{accountName}}',
    before:
      'Направляем вам коммерческое предложение {{statementNo}} от {{date}} на сумму {{billedTotal}} (действует до {{dueDate}}). Посмотреть предложение можно здесь:',
    after: 'Будем рады вашему ответу.',
  },
  invoiceReminder: {
    subject: 'Напоминание: счёт {{statementNo}} от {{accountName}}',
    before:
      'Напоминаем, что по счёту {{statementNo}} (срок оплаты: {{dueDate}}) остаётся к оплате {{totalDue}}. Посмотреть счёт можно здесь:',
    after: 'Если вы уже оплатили счёт, пожалуйста, не обращайте внимания на это сообщение.',
  },
  estimateReminder: {
    subject: 'Напоминание: коммерческое предложение {{statementNo}} от {{accountName}}',
    before:
      'Напоминаем о нашем коммерческом предложении {{statementNo}} на сумму {{billedTotal}} (действует до {{dueDate}}). Посмотреть предложение можно здесь:',
    after: 'Будем рады вашему ответу.',
  },
  receipt: {
    subject: 'Квитанция {{receiptNo}} от {{accountName}}',
    before:
      'Благодарим за платёж на сумму {{paymentAmount}} от {{paymentDate}} по счёту {{statementNo}}. Номер квитанции: {{receiptNo}}. Посмотреть счёт можно здесь:',
  },
};
