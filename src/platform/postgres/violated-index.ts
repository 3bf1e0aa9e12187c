import { Prisma } from '../../generated/prisma/client.ts';

/** The `meta` of Prisma's error P2002 with `@prisma/adapter-pg`. */
interface UniqueViolation {
  driverAdapterError?: { cause?: { constraint?: { index?: string } } };
}

/** Returns the name of the unique index that a write violated; null for any other error. */
export function violatedIndex(error: unknown): string | null {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') return null;
  const { driverAdapterError } = (error.meta ?? {}) as UniqueViolation;
  return driverAdapterError?.cause?.constraint?.index ?? null;
}
