import type { DeliveryKind } from '../generated/prisma/client.ts';
import type { InputCheck } from '../values/input-check.ts';
import { PLACEHOLDERS, placeholdersIn } from './placeholders.ts';

type Path = readonly (string | number)[];

/** A subject with placeholders, of a template or of one message. Blanks around it are taken off. */
export function checkSubject(
  check: InputCheck,
  path: Path,
  { kind, subject }: { kind: DeliveryKind; subject: string },
): string {
  checkPlaceholders(check, path, kind, subject);
  return check.line(path, subject);
}

/** The text of a message with placeholders, likewise. */
export function checkMessage(
  check: InputCheck,
  path: Path,
  { kind, message }: { kind: DeliveryKind; message: string },
): string {
  checkPlaceholders(check, path, kind, message);
  return check.text(path, message);
}

const MAX_NAMED = 3;
const MAX_NAME = 40;

/** Says of a text, once, that it has something in double braces that its kind does not know. */
function checkPlaceholders(check: InputCheck, path: Path, kind: DeliveryKind, text: string): void {
  const known = PLACEHOLDERS[kind];
  const unknown = placeholdersIn(text).filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const named = unknown.slice(0, MAX_NAMED).map((name) => `{{${name.slice(0, MAX_NAME).toWellFormed()}}}`);
  if (unknown.length > MAX_NAMED) named.push('…');
  const message = `Nothing is known here for ${named.join(', ')}; a message of this kind knows ${known.join(', ')}.`;
  check.add(path, 'UNKNOWN_PLACEHOLDER', message);
}
