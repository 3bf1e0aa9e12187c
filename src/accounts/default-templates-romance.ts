import type { TemplateTexts } from './template-texts.ts';

export const french: TemplateTexts = {
  greeting: 'Bonjour {{clientName}},',
  closing: 'Cordialement,\n{{accountName}}',
  invoice: {
    subject: 'Facture {{statementNo}} de {{accountName}}',
    before:
      'Nous vous adressons notre facture {{statementNo}} du {{date}} d’un montant de {{billedTotal}}, payable au plus tard le {{dueDate}}. Vous pouvez la consulter ici :',
    after: 'Nous vous remercions de votre confiance.',
  },
  estimate: {
    subject: 'Devis {{statementNo}} de {{accountName}}',
    before:
      'Nous vous adressons notre devis {{statementNo}} du {{date}} d’un montant de {{billedTotal}}, valable jusqu’au {{dueDate}}. Vous pouvez le consulter ici :',
    after: 'Nous restons à votre disposition.',
  },
  invoiceReminder: {
    subject: 'Rappel : facture {{statementNo}} de {{accountName}}',
    before:
      'Nous nous permettons de vous rappeler qu’il reste {{totalDue}} à régler sur la facture {{statementNo}}, dont l’échéance est fixée au {{dueDate}}. Vous pouvez la consulter ici :',
    after: 'Si vous avez déjà effectué votre règlement, veuillez ne pas tenir compte de ce message.',
  },
  estimateReminder: {
    subject: 'Rappel : devis {{statementNo}} de {{accountName}}',
    before:
      'Nous nous permettons de vous rappeler notre devis {{statementNo}} d’un montant de {{billedTotal}}, valable jusqu’au {{dueDate}}. Vous pouvez le consulter ici :',
    after: 'Nous restons à votre disposition.',
  },
  receipt: {
    subject: 'Reçu {{receiptNo}} de {{accountName}}',
    before:
      'Nous vous remercions de votre paiement de {{paymentAmount}} du {{paymentDate}} pour la facture {{statementNo}}. Votre reçu porte le numéro {{receiptNo}}. Vous pouvez consulter la facture ici :',
  },
};

export const italian: TemplateTexts = {
  greeting: 'Gentile {{clientName}},',
  closing: 'Cordiali saluti\n{{accountName}}',
  invoice: {
    subject: 'Fattura {{statementNo}} da {{accountName}}',
    before:
      'Le inviamo la nostra fattura {{statementNo}} del {{date}} di {{billedTotal}}, con scadenza {{dueDate}}. Può visualizzarla qui:',
    after: 'La ringraziamo per la fiducia.',
  },
  estimate: {
    subject: 'Preventivo {{statementNo}} da {{accountName}}',
    before:
      'Le inviamo il nostro preventivo {{statementNo}} del {{date}} di {{billedTotal}}, valido fino al {{dueDate}}. Può visualizzarlo qui:',
    after: 'Restiamo in attesa di un Suo riscontro.',
  },
  invoiceReminder: {
    subject: 'Promemoria: fattura {{statementNo}} da {{accountName}}',
    before:
      'Le ricordiamo cortesemente che per la fattura {{statementNo}} risulta ancora da saldare l’importo di {{totalDue}}. La data di scadenza è {{dueDate}}. Può visualizzare la fattura qui:',
    after: 'Se ha già provveduto al pagamento, La preghiamo di ignorare questo messaggio.',
  },
  estimateReminder: {
    subject: 'Promemoria: preventivo {{statementNo}} da {{accountName}}',
    before:
      'Le ricordiamo cortesemente il nostro preventivo {{statementNo}} di {{billedTotal}}, valido fino al {{dueDate}}. Può visualizzarlo qui:',
    after: 'Restiamo in attesa di un Suo riscontro.',
  },
  receipt: {
    subject: 'Ricevuta {{receiptNo}} da {{accountName}}',
    before:
      'La ringraziamo per il pagamento di {{paymentAmount}} del {{paymentDate}} relativo alla fattura {{statementNo}}. Il numero della ricevuta è {{receiptNo}}. Può visualizzare la fattura qui:',
  },
};

export const brazilianPortuguese: TemplateTexts = {
  greeting: 'Olá, {{clientName}}!',
  closing: 'Atenciosamente,\n{{accountName}}',
  invoice: {
    subject: 'Fatura {{statementNo}} de {{accountName}}',
    before:
      'Enviamos a nossa fatura {{statementNo}} de {{date}} no valor de {{billedTotal}}, com vencimento em {{dueDate}}. Você pode visualizá-la aqui:',
    after: 'Agradecemos a preferência.',
  },
  estimate: {
    subject: 'Orçamento {{statementNo}} de {{accountName}}',
    before:
      'Enviamos o nosso orçamento {{statementNo}} de {{date}} no valor de {{billedTotal}}, válido até {{dueDate}}. Você pode visualizá-lo aqui:',
    after: 'Ficamos à disposição.',
  },
  invoiceReminder: {
    subject: 'Lembrete: fatura {{statementNo}} de {{accountName}}',
    before:
      'Lembramos gentilmente que ainda há {{totalDue}} em aberto na fatura {{statementNo}}, com vencimento em {{dueDate}}. Você pode visualizá-la aqui:',
    after: 'Se o pagamento já foi efetuado, por favor desconsidere esta mensagem.',
  },
  estimateReminder: {
    subject: 'Lembrete: orçamento {{statementNo}} de {{accountName}}',
    before:
      'Lembramos gentilmente o nosso orçamento {{statementNo}} no valor de {{billedTotal}}, válido até {{dueDate}}. Você pode visualizá-lo aqui:',
    after: 'Ficamos à disposição.',
  },
  receipt: {
    subject: 'Recibo {{receiptNo}} de {{accountName}}',
    before:
      'Agradecemos o seu pagamento de {{paymentAmount}} em {{paymentDate}} referente à fatura {{statementNo}}. O número do recibo é {{receiptNo}}. Você pode visualizar a fatura aqui:',
  },
};

export const spanish: TemplateTexts = {
  greeting: 'Hola, {{clientName}}:',
  closing: 'Un cordial saludo,\n{{accountName}}',
  invoice: {
    subject: 'Factura {{statementNo}} de {{accountName}}',
    before:
      'Le enviamos nuestra factura {{statementNo}} del {{date}} por un importe de {{billedTotal}}, con vencimiento el {{dueDate}}. Puede consultarla aquí:',
    after: 'Gracias por su confianza.',
  },
  estimate: {
    subject: 'Presupuesto {{statementNo}} de {{accountName}}',
    before:
      'Le enviamos nuestro presupuesto {{statementNo}} del {{date}} por un importe de {{billedTotal}}, válido hasta el {{dueDate}}. Puede consultarlo aquí:',
    after: 'Quedamos a su disposición.',
  },
  invoiceReminder: {
    subject: 'Recordatorio: factura {{statementNo}} de {{accountName}}',
    before:
      'Le recordamos amablemente que la factura {{statementNo}} tiene un importe pendiente de {{totalDue}}. La fecha de vencimiento es el {{dueDate}}. Puede consultarla aquí:',
    after: 'Si ya ha realizado el pago, no tenga en cuenta este mensaje.',
  },
  estimateReminder: {
    subject: 'Recordatorio: presupuesto {{statementNo}} de {{accountName}}',
    before:
      'Le recordamos amablemente nuestro presupuesto {{statementNo}} por un importe de {{billedTotal}}, válido hasta el {{dueDate}}. Puede consultarlo aquí:',
    after: 'Quedamos a su disposición.',
  },
  receipt: {
    subject: 'Recibo {{receiptNo}} de {{accountName}}',
    before:
      'Gracias por su pago de {{paymentAmount}} del {{paymentDate}} correspondiente a la factura {{statementNo}}. El número del recibo es {{receiptNo}}. Puede consultar la factura aquí:',
  },
};
