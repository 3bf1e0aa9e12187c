import type { Language } from '../values/money.ts';
import type { Labels } from './label-set.ts';
import { CHINESE, JAPANESE, KOREAN } from './labels-east-asian.ts';
import { ESTONIAN, RUSSIAN } from './labels-estonian-russian.ts';
import { BRITISH_ENGLISH, DANISH, DUTCH, ENGLISH, GERMAN } from './labels-germanic.ts';
import { BRAZILIAN_PORTUGUESE, FRENCH, ITALIAN, SPANISH } from './labels-romance.ts';
import { FILIPINO, HINDI, MALAY, SINHALA } from './labels-south-asian.ts';

/** The labels by the language of a document. */
export const LABELS: Record<Language, Labels> = {
  EN_US: ENGLISH,
  EN_UK: BRITISH_ENGLISH,
  ZH: CHINESE,
  DA: DANISH,
  NL: DUTCH,
  DE: GERMAN,
  ET: ESTONIAN,
  FIL: FILIPINO,
  FR: FRENCH,
  HI: HINDI,
  IT: ITALIAN,
  JA: JAPANESE,
  KO: KOREAN,
  MS: MALAY,
  PT_BR: BRAZILIAN_PORTUGUESE,
  RU: RUSSIAN,
  SI: SINHALA,
  ES: SPANISH,
};
