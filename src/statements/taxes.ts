import { type Micros, sum } from '../values/decimal.ts';
import { allocate } from './allocate.ts';
import { amountOf, type TaxDraft } from './rate.ts';

/** The taxes of a statement and of each of its lines. */
export interface Taxed {
  taxes: readonly TaxDraft[];
  lines: readonly { taxes: readonly TaxDraft[] }[];
}

/** A tax over its whole base: a statement's tax, a group of line taxes, or a fixed tax of a line. */
export interface TaxLine {
  name: string;
  /** Null for a fixed amount. */
  percent: Micros | null;
  baseMinor: bigint;
  amountMinor: bigint;
}

/** The amounts of all taxes, each in the order of its row in the draft. */
export interface TaxAmounts {
  statement: bigint[];
  lines: bigint[][];
  /** Ordinary taxes before compound ones; of each, the statement's before the lines', in order of appearance. */
  taxLines: TaxLine[];
}

interface Row {
  line: number;
  at: number;
}

interface Bases {
  statement: bigint;
  lines: readonly bigint[];
}

/** Computes all taxes on the lines' taxable amounts: the ordinary taxes, then the compound ones on top. */
export function computeTaxes(draft: Taxed, taxableMinor: readonly bigint[]): TaxAmounts {
  const amounts: TaxAmounts = {
    statement: draft.taxes.map(() => 0n),
    lines: draft.lines.map((line) => line.taxes.map(() => 0n)),
    taxLines: [],
  };
  const bases = { statement: sum(taxableMinor), lines: taxableMinor };
  charge(draft, { compound: false, bases, amounts });
  if (hasCompound(draft)) {
    charge(draft, { compound: true, bases: compoundBases(bases, amounts), amounts });
  }
  return amounts;
}

/** Computes the ordinary or the compound taxes on the given bases, and adds them to `amounts`. */
function charge(draft: Taxed, pass: { compound: boolean; bases: Bases; amounts: TaxAmounts }): void {
  const { compound, bases, amounts } = pass;
  draft.taxes.forEach((tax, at) => {
    if (tax.compound !== compound) return;
    const taxLine = taxLineOf(tax, bases.statement);
    amounts.statement[at] = taxLine.amountMinor;
    amounts.taxLines.push(taxLine);
  });
  for (const { tax, rows } of groupLineTaxes(draft, compound)) {
    const weights = rows.map((row) => bases.lines[row.line]!);
    const taxLine = taxLineOf(tax, sum(weights));
    // A single tax is not apportioned: a fixed tax applies even to a base of zero, which would get no share.
    const shares = rows.length === 1 ? [taxLine.amountMinor] : allocate(taxLine.amountMinor, weights);
    rows.forEach((row, n) => {
      amounts.lines[row.line]![row.at] = shares[n]!;
    });
    amounts.taxLines.push(taxLine);
  }
}

/** Groups line taxes with the same name and percentage, to be rounded once. A fixed tax is its own group. */
function groupLineTaxes(draft: Taxed, compound: boolean): { tax: TaxDraft; rows: Row[] }[] {
  const groups: { tax: TaxDraft; rows: Row[] }[] = [];
  const groupByKey = new Map<string, { rows: Row[] }>();
  draft.lines.forEach(({ taxes }, line) => {
    taxes.forEach((tax, at) => {
      if (tax.compound !== compound) return;
      const key = 'percent' in tax.rate ? `${tax.rate.percent} ${tax.name}` : undefined;
      const known = key === undefined ? undefined : groupByKey.get(key);
      if (known !== undefined) {
        known.rows.push({ line, at });
        return;
      }
      const group = { tax, rows: [{ line, at }] };
      groups.push(group);
      if (key !== undefined) groupByKey.set(key, group);
    });
  });
  return groups;
}

/** Returns the bases of compound taxes: the taxable amounts plus the ordinary taxes; the statement's are apportioned. */
function compoundBases(taxable: Bases, ordinary: TaxAmounts): Bases {
  const lines = taxable.lines.map((base, line) => base + sum(ordinary.lines[line]!));
  for (const amount of ordinary.statement) {
    allocate(amount, taxable.lines).forEach((part, line) => {
      lines[line]! += part;
    });
  }
  const statement = taxable.statement + sum(ordinary.taxLines.map((taxLine) => taxLine.amountMinor));
  return { statement, lines };
}

function taxLineOf(tax: TaxDraft, baseMinor: bigint): TaxLine {
  const percent = 'percent' in tax.rate ? tax.rate.percent : null;
  return { name: tax.name, percent, baseMinor, amountMinor: amountOf(tax.rate, baseMinor) };
}

function hasCompound(draft: Taxed): boolean {
  const isCompound = (tax: TaxDraft) => tax.compound;
  return draft.taxes.some(isCompound) || draft.lines.some((line) => line.taxes.some(isCompound));
}
