import type { TemplateTexts } from './template-texts.ts';

export const hindi: TemplateTexts = {
  greeting: 'नमस्ते {{clientName}},',
  closing: 'सादर,\n{{accountName}}',
  invoice: {
    subject: '{{accountName}} की ओर से इनवॉइस {{statementNo}}',
    before:
      'हम आपको दिनांक {{date}} का इनवॉइस {{statementNo}} भेज रहे हैं। राशि {{billedTotal}} है और भुगतान की अंतिम तिथि {{dueDate}} है। इसे आप यहाँ देख सकते हैं:',
    after: 'हमारे साथ काम करने के लिए धन्यवाद।',
  },
  estimate: {
    subject: '{{accountName}} की ओर से एस्टीमेट {{statementNo}}',
    before:
      'हम आपको दिनांक {{date}} का एस्टीमेट {{statementNo}} भेज रहे हैं। राशि {{billedTotal}} है और यह {{dueDate}} तक मान्य है। इसे आप यहाँ देख सकते हैं:',
    after: 'हमें आपके उत्तर की प्रतीक्षा रहेगी।',
  },
  invoiceReminder: {
    subject: 'अनुस्मारक: {{accountName}} की ओर से इनवॉइस {{statementNo}}',
    before:
      'आपको सादर याद दिलाना है कि इनवॉइस {{statementNo}} की {{totalDue}} राशि अभी बाकी है। भुगतान की अंतिम तिथि {{dueDate}} है। इनवॉइस आप यहाँ देख सकते हैं:',
    after: 'यदि आप भुगतान कर चुके हैं, तो कृपया इस संदेश पर ध्यान न दें।',
  },
  estimateReminder: {
    subject: 'अनुस्मारक: {{accountName}} की ओर से एस्टीमेट {{statementNo}}',
    before:
      'आपको सादर हमारे एस्टीमेट {{statementNo}} की याद दिलाना है। राशि {{billedTotal}} है और यह {{dueDate}} तक मान्य है। इसे आप यहाँ देख सकते हैं:',
    after: 'हमें आपके उत्तर की प्रतीक्षा रहेगी।',
  },
  receipt: {
    subject: '{{accountName}} की ओर से रसीद {{receiptNo}}',
    before:
      'इनवॉइस {{statementNo}} के लिए दिनांक {{paymentDate}} को {{paymentAmount}} के भुगतान के लिए धन्यवाद। रसीद संख्या {{receiptNo}} है। इनवॉइस आप यहाँ देख सकते हैं:',
  },
};

export const sinhala: TemplateTexts = {
  greeting: 'ආයුබෝවන් {{clientName}},',
  closing: 'ස්තුතියි,\n{{accountName}}',
  invoice: {
    subject: '{{accountName}} වෙතින් ඉන්වොයිසිය {{statementNo}}',
    before:
      '{{date}} දිනැති අපගේ {{statementNo}} ඉන්වොයිසිය ඔබ වෙත එවමු. මුදල: {{billedTotal}}. ගෙවිය යුතු අවසන් දිනය: {{dueDate}}. එය මෙතැනින් බැලිය හැකිය:',
    after: 'අප සමඟ කටයුතු කිරීම ගැන ස්තුතියි.',
  },
  estimate: {
    subject: '{{accountName}} වෙතින් ඇස්තමේන්තුව {{statementNo}}',
    before:
      '{{date}} දිනැති අපගේ {{statementNo}} ඇස්තමේන්තුව ඔබ වෙත එවමු. මුදල: {{billedTotal}}. වලංගු වන අවසන් දිනය: {{dueDate}}. එය මෙතැනින් බැලිය හැකිය:',
    after: 'ඔබගේ පිළිතුර බලාපොරොත්තු වෙමු.',
  },
  invoiceReminder: {
    subject: 'සිහිකැඳවීම: {{accountName}} වෙතින් ඉන්වොයිසිය {{statementNo}}',
    before:
      '{{statementNo}} ඉන්වොයිසිය සඳහා තවමත් ගෙවිය යුතු මුදලක් ඇති බව කාරුණිකව සිහිපත් කරමු. ගෙවිය යුතු මුදල: {{totalDue}}. අවසන් දිනය: {{dueDate}}. එය මෙතැනින් බැලිය හැකිය:',
    after: 'ඔබ දැනටමත් ගෙවා ඇත්නම්, කරුණාකර මෙම පණිවිඩය නොසලකා හරින්න.',
  },
  estimateReminder: {
    subject: 'සිහිකැඳවීම: {{accountName}} වෙතින් ඇස්තමේන්තුව {{statementNo}}',
    before:
      'අපගේ {{statementNo}} ඇස්තමේන්තුව පිළිබඳව කාරුණිකව සිහිපත් කරමු. මුදල: {{billedTotal}}. වලංගු වන අවසන් දිනය: {{dueDate}}. එය මෙතැනින් බැලිය හැකිය:',
    after: 'ඔබගේ පිළිතුර බලාපොරොත්තු වෙමු.',
  },
  receipt: {
    subject: '{{accountName}} වෙතින් රිසිට්පත {{receiptNo}}',
    before:
      '{{statementNo}} ඉන්වොයිසිය සඳහා කළ ගෙවීමට ස්තුතියි. මුදල: {{paymentAmount}}. දිනය: {{paymentDate}}. රිසිට්පතේ අංකය: {{receiptNo}}. ඉන්වොයිසිය මෙතැනින් බැලිය හැකිය:',
  },
};
