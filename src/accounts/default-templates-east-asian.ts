import type { TemplateTexts } from './template-texts.ts';

/** Simplified. */
export const chinese: TemplateTexts = {
  greeting: '尊敬的 {{clientName}}：',
  closing: '此致\n{{accountName}}',
  invoice: {
    subject: '来自 {{accountName}} 的账单 {{statementNo}}',
    before:
      '您好！现向您发送账单 {{statementNo}}，日期为 {{date}}，金额为 {{billedTotal}}，付款截止日期为 {{dueDate}}。请点击以下链接查看：',
    after: '感谢您的惠顾。',
  },
  estimate: {
    subject: '来自 {{accountName}} 的报价单 {{statementNo}}',
    before:
      '您好！现向您发送报价单 {{statementNo}}，日期为 {{date}}，金额为 {{billedTotal}}，有效期至 {{dueDate}}。请点击以下链接查看：',
    after: '期待您的回复。',
  },
  invoiceReminder: {
    subject: '温馨提醒：来自 {{accountName}} 的账单 {{statementNo}}',
    before:
      '您好！谨此提醒，账单 {{statementNo}} 尚有 {{totalDue}} 未付，付款截止日期为 {{dueDate}}。请点击以下链接查看：',
    after: '如您已付款，请忽略此消息。',
  },
  estimateReminder: {
    subject: '温馨提醒：来自 {{accountName}} 的报价单 {{statementNo}}',
    before:
      '您好！谨此提醒您查看我们的报价单 {{statementNo}}，金额为 {{billedTotal}}，有效期至 {{dueDate}}。请点击以下链接查看：',
    after: '期待您的回复。',
  },
  receipt: {
    subject: '来自 {{accountName}} 的收据 {{receiptNo}}',
    before:
      '您好！感谢您于 {{paymentDate}} 为账单 {{statementNo}} 支付 {{paymentAmount}}。收据编号为 {{receiptNo}}。请点击以下链接查看账单：',
  },
};

export const japanese: TemplateTexts = {
  greeting: '{{clientName}} 様',
  closing: '今後ともよろしくお願いいたします。\n{{accountName}}',
  invoice: {
    subject: '【{{accountName}}】請求書 {{statementNo}} のご送付',
    before:
      '平素より大変お世話になっております。{{date}} 付の請求書 {{statementNo}}（金額 {{billedTotal}}、お支払期限 {{dueDate}}）をお送りいたします。下記よりご確認ください。',
  },
  estimate: {
    subject: '【{{accountName}}】見積書 {{statementNo}} のご送付',
    before:
      '平素より大変お世話になっております。{{date}} 付の見積書 {{statementNo}}（金額 {{billedTotal}}、有効期限 {{dueDate}}）をお送りいたします。下記よりご確認ください。',
    after: 'ご検討のほど、よろしくお願いいたします。',
  },
  invoiceReminder: {
    subject: '【{{accountName}}】請求書 {{statementNo}} に関するご案内',
    before:
      '平素より大変お世話になっております。請求書 {{statementNo}}（お支払期限 {{dueDate}}）につきまして、未払残高が {{totalDue}} ございますので、ご案内申し上げます。下記よりご確認ください。',
    after: '本メールと行き違いでお支払いいただいておりましたら、何卒ご容赦ください。',
  },
  estimateReminder: {
    subject: '【{{accountName}}】見積書 {{statementNo}} に関するご案内',
    before:
      '平素より大変お世話になっております。先にお送りいたしました見積書 {{statementNo}}（金額 {{billedTotal}}、有効期限 {{dueDate}}）につきまして、改めてご案内申し上げます。下記よりご確認ください。',
    after: 'ご検討のほど、よろしくお願いいたします。',
  },
  receipt: {
    subject: '【{{accountName}}】領収書 {{receiptNo}} のご案内',
    before:
      '平素より大変お世話になっております。請求書 {{statementNo}} につきまして、{{paymentDate}} に {{paymentAmount}} のお支払いを確認いたしました。誠にありがとうございます。領収書番号は {{receiptNo}} です。請求書は下記よりご確認いただけます。',
  },
};

export const korean: TemplateTexts = {
  greeting: '{{clientName}} 님, 안녕하세요.',
  closing: '감사합니다.\n{{accountName}} 드림',
  invoice: {
    subject: '[{{accountName}}] 청구서 {{statementNo}} 안내',
    before:
      '{{date}} 자 청구서 {{statementNo}}(금액 {{billedTotal}}, 납부 기한 {{dueDate}})를 보내 드립니다. 아래 링크에서 확인하실 수 있습니다.',
  },
  estimate: {
    subject: '[{{accountName}}] 견적서 {{statementNo}} 안내',
    before:
      '{{date}} 자 견적서 {{statementNo}}(금액 {{billedTotal}}, 유효 기한 {{dueDate}})를 보내 드립니다. 아래 링크에서 확인하실 수 있습니다.',
    after: '검토 후 회신 부탁드립니다.',
  },
  invoiceReminder: {
    subject: '[{{accountName}}] 청구서 {{statementNo}} 납부 안내',
    before:
      '청구서 {{statementNo}}의 미납 금액 {{totalDue}}에 대해 안내해 드립니다. 납부 기한은 {{dueDate}}입니다. 아래 링크에서 확인하실 수 있습니다.',
    after: '이미 납부하셨다면 이 메시지는 무시하셔도 됩니다.',
  },
  estimateReminder: {
    subject: '[{{accountName}}] 견적서 {{statementNo}} 재안내',
    before:
      '앞서 보내 드린 견적서 {{statementNo}}(금액 {{billedTotal}}, 유효 기한 {{dueDate}})에 대해 다시 안내해 드립니다. 아래 링크에서 확인하실 수 있습니다.',
    after: '검토 후 회신 부탁드립니다.',
  },
  receipt: {
    subject: '[{{accountName}}] 영수증 {{receiptNo}} 안내',
    before:
      '청구서 {{statementNo}}에 대해 {{paymentDate}}에 {{paymentAmount}} 결제해 주셔서 감사합니다. 영수증 번호는 {{receiptNo}}입니다. 청구서는 아래 링크에서 확인하실 수 있습니다.',
  },
};
