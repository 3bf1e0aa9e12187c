import type { TemplateTexts } from './template-texts.ts';

export const english: TemplateTexts = {
  greeting: 'Dear {{clientName}},',
  closing: 'Kind regards,\n{{accountName}}',
  invoice: {
    subject: 'Invoice {{statementNo}} from {{accountName}}',
    before:
      'Please find below our invoice {{statementNo}} of {{date}} for {{billedTotal}}, due on {{dueDate}}. You can view it here:',
    after: 'Thank you for your business.',
  },
  estimate: {
    subject: 'Estimate {{statementNo}} from {{accountName}}',
    before:
      'Please find below our estimate {{statementNo}} of {{date}} for {{billedTotal}}, valid until {{dueDate}}. You can view it here:',
    after: 'We look forward to hearing from you.',
  },
  invoiceReminder: {
    subject: 'Reminder: invoice {{statementNo}} from {{accountName}}',
    before:
      'This is a friendly reminder that {{totalDue}} of invoice {{statementNo}} is still open. Its due date is {{dueDate}}. You can view it here:',
    after: 'If you have already paid, please disregard this message.',
  },
  estimateReminder: {
    subject: 'Reminder: estimate {{statementNo}} from {{accountName}}',
    before:
      'This is a friendly reminder of our estimate {{statementNo}} for {{billedTotal}}, valid until {{dueDate}}. You can view it here:',
    after: 'We look forward to hearing from you.',
  },
  receipt: {
    subject: 'Receipt {{receiptNo}} from {{accountName}}',
    before:
      'Thank you for your payment of {{paymentAmount}} on {{paymentDate}} for invoice {{statementNo}}. Your receipt number is {{receiptNo}}. You can view the invoice here:',
  },
};

export const german: TemplateTexts = {
  greeting: 'Guten Tag {{clientName}},',
  closing: 'Mit freundlichen Grüßen\n{{accountName}}',
  invoice: {
    subject: 'Rechnung {{statementNo}} von {{accountName}}',
    before:
      'hiermit erhalten Sie unsere Rechnung {{statementNo}} vom {{date}} über {{billedTotal}}, fällig am {{dueDate}}. Sie können sie hier ansehen:',
    after: 'Vielen Dank für Ihren Auftrag.',
  },
  estimate: {
    subject: 'Angebot {{statementNo}} von {{accountName}}',
    before:
      'hiermit erhalten Sie unser Angebot {{statementNo}} vom {{date}} über {{billedTotal}}, gültig bis {{dueDate}}. Sie können es hier ansehen:',
    after: 'Wir freuen uns auf Ihre Antwort.',
  },
  invoiceReminder: {
    subject: 'Erinnerung: Rechnung {{statementNo}} von {{accountName}}',
    before:
      'wir möchten Sie freundlich daran erinnern, dass von der Rechnung {{statementNo}} noch {{totalDue}} offen sind. Das Fälligkeitsdatum ist der {{dueDate}}. Sie können die Rechnung hier ansehen:',
    after: 'Falls Sie bereits bezahlt haben, betrachten Sie diese Nachricht bitte als gegenstandslos.',
  },
  estimateReminder: {
    subject: 'Erinnerung: Angebot {{statementNo}} von {{accountName}}',
    before:
      'wir möchten Sie freundlich an unser Angebot {{statementNo}} über {{billedTotal}} erinnern, gültig bis {{dueDate}}. Sie können es hier ansehen:',
    after: 'Wir freuen uns auf Ihre Antwort.',
  },
  receipt: {
    subject: 'Zahlungsbestätigung {{receiptNo}} von {{accountName}}',
    before:
      'vielen Dank für Ihre Zahlung von {{paymentAmount}} vom {{paymentDate}} zur Rechnung {{statementNo}}. Die Belegnummer ist {{receiptNo}}. Sie können die Rechnung hier ansehen:',
  },
};

export const dutch: TemplateTexts = {
  greeting: 'Beste {{clientName}},',
  closing: 'Met vriendelijke groet,\n{{accountName}}',
  invoice: {
    subject: 'Factuur {{statementNo}} van {{accountName}}',
    before:
      'Hierbij ontvangt u onze factuur {{statementNo}} van {{date}} voor {{billedTotal}}, met vervaldatum {{dueDate}}. U kunt de factuur hier bekijken:',
    after: 'Hartelijk dank voor uw opdracht.',
  },
  estimate: {
    subject: 'Offerte {{statementNo}} van {{accountName}}',
    before:
      'Hierbij ontvangt u onze offerte {{statementNo}} van {{date}} voor {{billedTotal}}, geldig tot en met {{dueDate}}. U kunt de offerte hier bekijken:',
    after: 'We horen graag van u.',
  },
  invoiceReminder: {
    subject: 'Herinnering: factuur {{statementNo}} van {{accountName}}',
    before:
      'Graag herinneren we u eraan dat van factuur {{statementNo}} nog {{totalDue}} openstaat. De vervaldatum is {{dueDate}}. U kunt de factuur hier bekijken:',
    after: 'Hebt u al betaald? Dan kunt u dit bericht als niet verzonden beschouwen.',
  },
  estimateReminder: {
    subject: 'Herinnering: offerte {{statementNo}} van {{accountName}}',
    before:
      'Graag herinneren we u aan onze offerte {{statementNo}} voor {{billedTotal}}, geldig tot en met {{dueDate}}. U kunt de offerte hier bekijken:',
    after: 'We horen graag van u.',
  },
  receipt: {
    subject: 'Betalingsbewijs {{receiptNo}} van {{accountName}}',
    before:
      'Hartelijk dank voor uw betaling van {{paymentAmount}} op {{paymentDate}} voor factuur {{statementNo}}. Het nummer van uw betalingsbewijs is {{receiptNo}}. U kunt de factuur hier bekijken:',
  },
};

export const danish: TemplateTexts = {
  greeting: 'Kære {{clientName}}',
  closing: 'Med venlig hilsen\n{{accountName}}',
  invoice: {
    subject: 'Faktura {{statementNo}} fra {{accountName}}',
    before:
      'Hermed fremsendes vores faktura {{statementNo}} af {{date}} på {{billedTotal}} med forfaldsdato {{dueDate}}. Du kan se den her:',
    after: 'Tak for samarbejdet.',
  },
  estimate: {
    subject: 'Tilbud {{statementNo}} fra {{accountName}}',
    before:
      'Hermed fremsendes vores tilbud {{statementNo}} af {{date}} på {{billedTotal}}, gældende til og med {{dueDate}}. Du kan se det her:',
    after: 'Vi glæder os til at høre fra dig.',
  },
  invoiceReminder: {
    subject: 'Påmindelse: faktura {{statementNo}} fra {{accountName}}',
    before:
      'Vi vil venligst minde om, at der stadig mangler at blive betalt {{totalDue}} på faktura {{statementNo}}. Forfaldsdatoen er {{dueDate}}. Du kan se fakturaen her:',
    after: 'Hvis du allerede har betalt, bedes du se bort fra denne besked.',
  },
  estimateReminder: {
    subject: 'Påmindelse: tilbud {{statementNo}} fra {{accountName}}',
    before:
      'Vi vil venligst minde om vores tilbud {{statementNo}} på {{billedTotal}}, gældende til og med {{dueDate}}. Du kan se det her:',
    after: 'Vi glæder os til at høre fra dig.',
  },
  receipt: {
    subject: 'Kvittering {{receiptNo}} fra {{accountName}}',
    before:
      'Tak for din betaling på {{paymentAmount}} den {{paymentDate}} for faktura {{statementNo}}. Kvitteringens nummer er {{receiptNo}}. Du kan se fakturaen her:',
  },
};
