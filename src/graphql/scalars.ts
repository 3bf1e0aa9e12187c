import { GraphQLError, type GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { formatDate } from '../values/input-check.ts';
import { builder, type Scalars } from './builder.ts';

// These scalars accept any string. The operation checks whether it is a date, a currency or an address, so that one
// response lists every issue of an input. A value of another type (a float as an amount) is a malformed request.
function textScalar<Name extends Exclude<keyof Scalars, 'ID'>>(
  name: Name,
  {
    description,
    specifiedByURL,
    serialize = String,
  }: { description: string; specifiedByURL?: string; serialize?: (value: Scalars[Name]['Output']) => string },
): void {
  const parseValue = (value: unknown): string => {
    if (typeof value === 'string') return value;
    throw new GraphQLError(`${name} must be given as a string.`);
  };
  builder.scalarType(name, {
    description,
    specifiedByURL,
    serialize: serialize as GraphQLScalarType['serialize'],
    parseValue,
    parseLiteral: (node: ValueNode) => parseValue(node.kind === Kind.STRING ? node.value : null),
  } as never);
}

textScalar('Date', {
  description: 'A calendar date without a time zone, in ISO 8601 format: `2026-01-31`.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  serialize: formatDate,
});
textScalar('DateTime', {
  description:
    'An instant in RFC 3339 format. Outputs are in UTC with milliseconds: `2026-01-31T09:30:00.000Z`.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  serialize: (instant) => instant.toISOString(),
});
textScalar('Decimal', {
  description:
    'An exact decimal number as a string, such as `"12.50"`. A number literal is rejected, so that no precision is lost.',
});
textScalar('Currency', { description: 'An ISO 4217 currency code in upper case, such as `USD`.' });
textScalar('CountryCode', { description: 'An ISO 3166-1 alpha-2 country code in upper case, such as `US`.' });
textScalar('EmailAddress', {
  description: 'A single email address without a display name, such as `peter@example.com`.',
});
textScalar('URL', { description: 'An absolute http or https URL.' });
