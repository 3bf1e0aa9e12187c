import type { InputFieldBuilder } from '@pothos/core';
import { builder, type Types } from '../graphql/builder.ts';
import { LanguageEnum } from '../graphql/enums.ts';
import { UPDATE_RULE, versionFields } from '../graphql/update-input.ts';
import { MAX_CUSTOM_FIELDS } from './connection-input.ts';

const AddressInput = builder.inputType('AddressInput', {
  description: 'A postal address. An address replaces the stored one as a whole: omitted fields become null.',
  fields: (t) => ({
    street: t.string({
      description: 'The street and house number, in several lines if needed. At most 1,000 characters.',
    }),
    city: t.string({ description: 'The city or town. At most 255 characters.' }),
    state: t.string({ description: 'The state, province or region. At most 255 characters.' }),
    zipCode: t.string({ description: 'The postal code. At most 255 characters.' }),
    countryCode: t.field({ type: 'CountryCode', description: 'The country.' }),
  }),
});

const CustomFieldInput = builder.inputType('CustomFieldInput', {
  description: 'A custom field of a connection.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The label of the field. At most 255 characters.' }),
    value: t.string({ required: true, description: 'The text of the field. At most 10,000 characters.' }),
  }),
});

function detailFields<Required extends boolean>(
  t: InputFieldBuilder<Types, 'InputObject'>,
  required: Required,
) {
  return {
    businessEmail: t.field({
      type: 'EmailAddress',
      required,
      description: 'The address that receives statements if the connection has no contacts.',
    }),
    language: t.field({
      type: LanguageEnum,
      description: `The language of its emails, documents and pages.${required ? " Defaults to the account's language." : ''}`,
    }),
    currency: t.field({
      type: 'Currency',
      description: `The default currency of new statements for it.${required ? " Defaults to the account's currency." : ''}`,
    }),
    address: t.field({ type: AddressInput, description: 'The postal address.' }),
    phone: t.string({ description: 'The telephone number in any format. At most 255 characters.' }),
    fax: t.string({ description: 'The fax number in any format. At most 255 characters.' }),
    websiteUrl: t.field({ type: 'URL', description: 'The website. At most 2,000 characters.' }),
    customFields: t.field({
      type: [CustomFieldInput],
      description: `Further fields of the caller's own, at most ${MAX_CUSTOM_FIELDS}. The list replaces the stored one as a whole.`,
    }),
  };
}

const ORGANIZATION_NAME = 'The name of the organization. At most 255 characters.';
const FIRST_NAME = 'The first name. At most 255 characters.';
const LAST_NAME = 'The last name. At most 255 characters.';

/** The person to contact at an organization, who need not be one of its contacts. */
function primaryContactFields(t: InputFieldBuilder<Types, 'InputObject'>) {
  return {
    primaryContactFirstName: t.string({
      description: 'The first name of the primary contact. At most 255 characters.',
    }),
    primaryContactLastName: t.string({
      description: 'The last name of the primary contact. At most 255 characters.',
    }),
  };
}

export const CreateOrganizationInput = builder.inputType('CreateOrganizationInput', {
  description: 'The properties of a new organization.',
  fields: (t) => ({
    name: t.string({ required: true, description: ORGANIZATION_NAME }),
    ...detailFields(t, true),
    ...primaryContactFields(t),
  }),
});

export const UpdateOrganizationInput = builder.inputType('UpdateOrganizationInput', {
  description: UPDATE_RULE,
  fields: (t) => ({
    ...versionFields(t),
    name: t.string({ description: ORGANIZATION_NAME }),
    ...detailFields(t, false),
    ...primaryContactFields(t),
  }),
});

export const CreateIndividualInput = builder.inputType('CreateIndividualInput', {
  description: 'The properties of a new individual.',
  fields: (t) => ({
    firstName: t.string({ required: true, description: FIRST_NAME }),
    lastName: t.string({ required: true, description: LAST_NAME }),
    ...detailFields(t, true),
  }),
});

export const UpdateIndividualInput = builder.inputType('UpdateIndividualInput', {
  description: UPDATE_RULE,
  fields: (t) => ({
    ...versionFields(t),
    firstName: t.string({ description: FIRST_NAME }),
    lastName: t.string({ description: LAST_NAME }),
    ...detailFields(t, false),
  }),
});

const CONTACT_EMAIL = 'The address that statements of the connection are sent to.';

function phoneFields(t: InputFieldBuilder<Types, 'InputObject'>) {
  return {
    mobile: t.string({ description: 'The mobile number in any format. At most 255 characters.' }),
    phone: t.string({ description: 'The telephone number in any format. At most 255 characters.' }),
  };
}

export const CreateContactInput = builder.inputType('CreateContactInput', {
  description: 'The properties of a new contact.',
  fields: (t) => ({
    connectionId: t.id({ required: true, description: 'The ID of the connection to add the contact to.' }),
    firstName: t.string({ required: true, description: FIRST_NAME }),
    lastName: t.string({ description: LAST_NAME }),
    email: t.field({ type: 'EmailAddress', required: true, description: CONTACT_EMAIL }),
    ...phoneFields(t),
  }),
});

export const UpdateContactInput = builder.inputType('UpdateContactInput', {
  description: UPDATE_RULE,
  fields: (t) => ({
    ...versionFields(t),
    firstName: t.string({ description: FIRST_NAME }),
    lastName: t.string({ description: LAST_NAME }),
    email: t.field({ type: 'EmailAddress', description: CONTACT_EMAIL }),
    ...phoneFields(t),
  }),
});
