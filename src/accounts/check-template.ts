import type { DeliveryKind } from '../generated/prisma/client.ts';
import type { InputCheck } from '../values/input-check.ts';
import { PLACEHOLDERS, placeholdersIn } from './placeholders.ts';

type Path = readonly (string | number)[];

/** Checks and trims a subject with placeholders, of a template or of one message. */
export function checkSubject(
  check: InputCheck,
  path: Path,
  { kind, subject }: { kind: DeliveryKind; subject: string },
): string {
  checkPlaceholders(check, path, kind, subject);
  return check.line(path, subject);
}

/** Checks the text of a message with placeholders. */
export function checkMessage(
  check: InputCheck,
  path: Path,
  { kind, message }: { kind: DeliveryKind; message: string },
): string {
  checkPlaceholders(check, path, kind, message);
  return check.text(path, message);
}

const MAX_LISTED = 3;
const MAX_NAME = 40;

/** Reports unknown placeholders, once per text. */
function checkPlaceholders(check: InputCheck, path: Path, kind: DeliveryKind, text: string): void {
  const known = PLACEHOLDERS[kind];
  const unknown = placeholdersIn(text).filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const listed = unknown.slice(0, MAX_LISTED).map((name) => `{{${name.slice(0, MAX_NAME).toWellFormed()}}}`);
  if (unknown.length > MAX_LISTED) listed.push('…');
  const message = `Unknown placeholders: ${listed.join(', ')}; messages of this kind support ${known.join(', ')}.`;
  check.add(path, 'UNKNOWN_PLACEHOLDER', message);
}
