// Adding a member to a union or a value to an enum is no breaking change of this API: each description says so.

/** Completes the description of the union that a mutation, or a field like one, returns. */
export function extensibleUnion(description: string): string {
  return `${description} Members may be added: \`... on Error { message code }\` catches every error, later ones too.`;
}

/** Completes the description of an enum that callers read. */
export function extensibleEnum(description: string): string {
  return `${description} Values may be added: treat an unknown one as a default case.`;
}
