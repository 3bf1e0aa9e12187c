// Every code that an API error may carry, with its meaning. Codes are part of the API: they are added, never renamed.

/** `code` of an `Error`: one for each type of error that a mutation may return. Also stored for replays. */
export const ERROR_CODES = {
  INVALID_INPUT: 'The input has problems: see `issues` of `InvalidInput`.',
  NOT_FOUND: 'The account has no object with this ID.',
  VERSION_CONFLICT: 'The object is no longer at the expected version: load it again, and retry.',
  INVALID_STATE: 'The state of the object does not allow the operation: see `state` of `InvalidState`.',
  STATEMENT_NO_TAKEN: 'Another statement of the account has this number.',
  PAYMENT_EXCEEDS_DUE: 'The payment is more than the amount due, less the pending payments.',
  PARTIAL_PAYMENT_NOT_ALLOWED: 'The invoice must be paid in one sum.',
  REFUND_EXCEEDS_PAYMENT: 'The refund is more than the amount of the payment that is not yet refunded.',
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** `code` of an `InputIssue`. */
export const INPUT_ISSUE_CODES = {
  REQUIRED: 'The value is missing, null or empty.',
  INVALID_CHARACTERS: 'Contains characters that are not allowed.',
  TOO_LONG: 'Has more characters than allowed.',
  TOO_MANY: 'Has more items than allowed, or the account has as many objects as it may have.',
  DUPLICATE: 'The same value is given twice.',
  INVALID_EMAIL: 'Not an email address.',
  INVALID_URL: 'Not an http or https address.',
  NOT_HTTPS: 'The URL must use https.',
  HAS_CREDENTIALS: 'The URL must not contain a user name or password.',
  NOT_PUBLIC: 'The URL must lead to the public internet.',
  INVALID_CURRENCY: 'Not an ISO 4217 currency code.',
  INVALID_COUNTRY_CODE: 'Not an ISO 3166-1 alpha-2 country code.',
  INVALID_DATE: 'Not a calendar date.',
  DUE_BEFORE_DATE: 'The due date is before the date of the invoice.',
  EXPIRES_BEFORE_DATE: 'The expiry date is before the date of the estimate.',
  BEFORE_START: 'The next billing date is before the start date.',
  ALREADY_BILLED: 'The next billing date is not after the date of the last invoice.',
  INVALID_DECIMAL: 'Not a decimal number.',
  TOO_MANY_DECIMALS: 'Has more decimals than allowed.',
  DECIMAL_TOO_LARGE: 'Has more digits before the decimal point than allowed.',
  NEGATIVE: 'Must not be negative.',
  NOT_POSITIVE: 'Must be more than zero.',
  OUT_OF_RANGE: 'Below the minimum or above the maximum.',
  DISCOUNT_EXCEEDS_TOTAL: 'The discounts are more than the total that they are taken from.',
  NEGATIVE_TOTAL: 'The statement comes to less than zero.',
  AMOUNT_TOO_LARGE: 'The amount is more than can be billed.',
  UNKNOWN_PLACEHOLDER: 'The template has a placeholder that this kind of message does not fill in.',
  NOT_HELD: 'The API key cannot grant an ability that it does not have.',
} as const;

export type InputIssueCode = keyof typeof INPUT_ISSUE_CODES;

/** `state` of `InvalidState`: the states of objects, and conditions that are no state of their own. */
export const BLOCKING_STATES = {
  DRAFT: 'Not sent yet, or not active yet.',
  SENT: 'Sent to the client.',
  VIEWED: 'Viewed by the client.',
  PARTIAL: 'Paid in part.',
  PAID: 'Paid in full.',
  ACCEPTED: 'Accepted by the client.',
  EXPIRED: 'Past its expiry date.',
  CONVERTED: 'An invoice was already made from the estimate.',
  SCHEDULED: 'Waiting for its start date.',
  PENDING: 'Waiting for a person.',
  ACTIVE: 'In use; not in the trash.',
  COMPLETED: 'All its invoices were made.',
  CLOSED: 'Closed by hand.',
  UNREALIZED: 'The money of the payment is not in yet.',
  REALIZED: 'The money of the payment is in.',
  REFUNDED: 'Money of the payment was refunded.',
  TRASHED: 'In the trash.',
  HAS_STATEMENTS: 'Statements refer to the connection, in the trash or not.',
  TOO_MANY_DUE: 'The recurring invoice would have to make too many invoices at once.',
  DISABLED: 'The webhook is disabled.',
  REVOKED: 'The API key is revoked.',
} as const;

export type BlockingState = keyof typeof BLOCKING_STATES;

/**
 * `extensions.code` of the response's top-level `errors`: of requests that are not executed, of forbidden fields, and
 * of internal errors.
 */
export const REQUEST_ERROR_CODES = {
  BAD_REQUEST: 'The request is no GraphQL request over HTTP.',
  UNSUPPORTED_MEDIA_TYPE: 'The request is not sent as JSON.',
  REQUEST_ENTITY_TOO_LARGE: 'The body is too large.',
  GRAPHQL_PARSE_FAILED: 'The document is not valid GraphQL.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema.',
  BAD_USER_INPUT: 'A variable or an argument is invalid: `argument` names it, if it is an argument.',
  UNAUTHENTICATED: 'The API key is missing, unknown or revoked.',
  FORBIDDEN: 'The API key does not have the ability that the field requires: see `ability`.',
  FORBIDDEN_ORIGIN: 'The page that made the request has an origin that is not allowed.',
  INTROSPECTION_DISABLED: 'The gateway does not answer introspection.',
  PERSISTED_DOCUMENT_REQUIRED: 'Only persisted documents are executed.',
  PERSISTED_DOCUMENT_NOT_FOUND: 'No persisted document has this id.',
  NOT_FOUND: 'Nothing is served at this path, or the account has no object with the id in `argument`.',
  INVALID_CURSOR: 'Not the cursor of an event of this account: `argument` names where it was given.',
  CURSOR_EXPIRED: 'The events after the cursor are no longer all stored: continue from `oldestCursor`.',
  LISTENER_TOO_SLOW: 'The subscription fell behind and was ended: subscribe again after `cursor`.',
  INVALID_IDEMPOTENCY_KEY: 'The idempotency key is empty, too long, or has control characters.',
  IDEMPOTENCY_MISMATCH: 'The idempotency key was used for a different request.',
  IDEMPOTENCY_IN_PROGRESS: 'The request with this idempotency key is still running: retry.',
  IDEMPOTENCY_OTHER_TOKEN:
    'The response holds a secret, and only the API token that made the request can replay it.',
  RATE_LIMITED: 'Too many requests: retry after `retryAfter` seconds.',
  QUERY_TOO_COMPLEX: 'The operation costs too much, or may return too many objects.',
  QUERY_TOO_DEEP: 'The document is nested too deeply.',
  TOO_MANY_TOKENS: 'The document has too many tokens.',
  TOO_MANY_ROOT_FIELDS: 'The operation has too many root fields.',
  TOO_MANY_FIELDS: 'The operation has too many fields.',
  TOO_MANY_ALIASES: 'The operation has too many aliases.',
  TOO_MANY_DIRECTIVES: 'The operation has too many directives.',
  TOO_MANY_OPERATIONS: 'Too many operations run on this WebSocket.',
  TOO_MANY_STREAMS: 'The API key has too many open subscriptions.',
  TIMEOUT: 'The operation took too long.',
  CALLER_GONE: 'The client has disconnected.',
  INTERNAL_SERVER_ERROR: 'An internal error: the request may be correct.',
} as const;

export type RequestErrorCode = keyof typeof REQUEST_ERROR_CODES;
