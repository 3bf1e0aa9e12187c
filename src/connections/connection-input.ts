import type { Language, Prisma } from '../generated/prisma/client.ts';
import type { InputCheck } from '../values/input-check.ts';

export interface AddressInput {
  street?: string | null;
  city?: string | null;
  state?: string | null;
  zipCode?: string | null;
  countryCode?: string | null;
}

/** The fields of any connection. Omitted fields stay unchanged; null clears a field. */
export interface ConnectionDetails {
  businessEmail?: string | null;
  language?: Language | null;
  currency?: string | null;
  address?: AddressInput | null;
  phone?: string | null;
  fax?: string | null;
  websiteUrl?: string | null;
  customFields?: { name: string; value: string }[] | null;
}

export const MAX_CUSTOM_FIELDS = 50;

/** Checks the given fields, and returns the columns to store. */
export function checkDetails(check: InputCheck, input: ConnectionDetails) {
  const { businessEmail, language, currency, address, phone, fax, websiteUrl, customFields } = input;
  if (language === null) check.add(['language'], 'REQUIRED', 'This must not be empty.');
  return {
    ...(businessEmail !== undefined && { businessEmail: check.email(['businessEmail'], businessEmail) }),
    ...(language && { language }),
    ...(currency !== undefined && { currency: check.currency(['currency'], currency) }),
    ...(address !== undefined && checkAddress(check, address ?? {})),
    ...(phone !== undefined && { phone: check.optionalLine(['phone'], phone) }),
    ...(fax !== undefined && { fax: check.optionalLine(['fax'], fax) }),
    ...(websiteUrl !== undefined && { websiteUrl: check.optionalUrl(['websiteUrl'], websiteUrl) }),
    ...(customFields !== undefined && { customFields: checkCustomFields(check, customFields ?? []) }),
  };
}

function checkAddress(check: InputCheck, address: AddressInput) {
  return {
    street: check.optionalText(['address', 'street'], address.street, 1_000),
    city: check.optionalLine(['address', 'city'], address.city),
    state: check.optionalLine(['address', 'state'], address.state),
    zipCode: check.optionalLine(['address', 'zipCode'], address.zipCode),
    countryCode: check.optionalCountryCode(['address', 'countryCode'], address.countryCode),
  };
}

function checkCustomFields(
  check: InputCheck,
  fields: { name: string; value: string }[],
): Prisma.InputJsonArray {
  check.count(['customFields'], fields, MAX_CUSTOM_FIELDS);
  return fields.map(({ name, value }, index) => ({
    name: check.line(['customFields', index, 'name'], name),
    value: check.optionalText(['customFields', index, 'value'], value) ?? '',
  }));
}
