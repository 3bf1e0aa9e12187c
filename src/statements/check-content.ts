import { LineItemKind } from '../generated/prisma/enums.ts';
import { MILLION } from '../values/decimal.ts';
import { DECIMAL_MESSAGES, type InputCheck } from '../values/input-check.ts';
import { parseMinor } from '../values/money.ts';
import type { Adjustments, ContentAdjustment, ContentLine, ContentTax, StatementContent } from './content.ts';
import type { LinePricing, Rate } from './totals.ts';

export interface RateInput {
  percent?: string | null;
  fixed?: string | null;
}

export interface AdjustmentInput {
  name: string;
  key?: number | null;
  rate: RateInput;
}

export interface TaxInput extends AdjustmentInput {
  compound?: boolean | null;
}

export interface AdjustmentsInput {
  taxes?: TaxInput[] | null;
  discounts?: AdjustmentInput[] | null;
  shippingAmounts?: AdjustmentInput[] | null;
}

interface AnyLineInput extends AdjustmentsInput {
  date?: string | null;
  description: string;
}

interface LineInputs {
  item: AnyLineInput & { price: string; quantity: string; unit?: string | null };
  expense: AnyLineInput & { amount: string };
  task: AnyLineInput & { duration: string; rate: string };
  trip: AnyLineInput & { distance: string; rate: string };
}

/** Exactly one of them must be given. */
export type LineItemInput = { [Kind in keyof LineInputs]?: LineInputs[Kind] | null };

type Path = readonly (string | number)[];
type LineKind = Lowercase<LineItemKind>;
type CheckPricing<Kind extends LineKind> = (
  path: Path,
  line: LineInputs[Kind],
) => Extract<LinePricing, { kind: Uppercase<Kind> }>;

export interface ContentInput extends AdjustmentsInput {
  lineItems?: LineItemInput[] | null;
}

const LINE_KINDS = Object.values(LineItemKind).map((kind) => kind.toLowerCase() as LineKind);

export const MAX_LINES = 1_000;
export const MAX_ADJUSTMENTS = 50;
const HUNDRED_PERCENT = 100n * MILLION;

/** Checks a statement's content in one currency, and assigns ids to new rows. */
export class ContentCheck {
  readonly #check: InputCheck;
  readonly #currency: string;
  readonly #newId: () => string;

  constructor(check: InputCheck, currency: string, newId: () => string) {
    this.#check = check;
    this.#currency = currency;
    this.#newId = newId;
  }

  content(input: ContentInput): StatementContent {
    return {
      currency: this.#currency,
      lines: this.lines(input.lineItems ?? []),
      ...this.#adjustments([], input),
    };
  }

  lines(lines: LineItemInput[]): ContentLine[] {
    this.#check.count(['lineItems'], lines, MAX_LINES);
    return lines.map((line, index) => this.#anyLine(['lineItems', index], line));
  }

  taxes(path: Path, taxes: TaxInput[]): ContentTax[] {
    return this.#each([...path, 'taxes'], taxes, (at, tax) => ({
      ...this.#adjustment(at, tax),
      compound: tax.compound ?? false,
    }));
  }

  discounts(path: Path, discounts: AdjustmentInput[]): ContentAdjustment[] {
    return this.#each([...path, 'discounts'], discounts, (at, input) => {
      const discount = this.#adjustment(at, input);
      if ('percent' in discount.rate && discount.rate.percent > HUNDRED_PERCENT) {
        this.#check.add([...at, 'rate', 'percent'], 'OUT_OF_RANGE', 'A discount is 100 % at most.');
      }
      return discount;
    });
  }

  shippingAmounts(path: Path, amounts: AdjustmentInput[]): ContentAdjustment[] {
    return this.#each([...path, 'shippingAmounts'], amounts, (at, amount) => this.#adjustment(at, amount));
  }

  #adjustments(path: Path, { taxes, discounts, shippingAmounts }: AdjustmentsInput): Adjustments {
    return {
      taxes: this.taxes(path, taxes ?? []),
      discounts: this.discounts(path, discounts ?? []),
      shippingAmounts: this.shippingAmounts(path, shippingAmounts ?? []),
    };
  }

  #each<Input, Row>(path: Path, inputs: Input[], toRow: (at: Path, input: Input) => Row): Row[] {
    this.#check.count(path, inputs, MAX_ADJUSTMENTS);
    return inputs.map((input, index) => toRow([...path, index], input));
  }

  /** Converts each kind of line. */
  readonly #pricing: { [Kind in LineKind]: CheckPricing<Kind> } = {
    item: (path, { price, quantity }) => ({
      kind: 'ITEM',
      price: this.#signed([...path, 'price'], price),
      quantity: this.#positive([...path, 'quantity'], quantity),
    }),
    expense: (path, { amount }) => ({ kind: 'EXPENSE', amount: this.#signed([...path, 'amount'], amount) }),
    task: (path, { duration, rate }) => ({
      kind: 'TASK',
      duration: this.#positive([...path, 'duration'], duration),
      rate: this.#signed([...path, 'rate'], rate),
    }),
    trip: (path, { distance, rate }) => ({
      kind: 'TRIP',
      distance: this.#positive([...path, 'distance'], distance),
      rate: this.#signed([...path, 'rate'], rate),
    }),
  };

  #anyLine(path: Path, input: LineItemInput): ContentLine {
    const kind = LINE_KINDS.find((each) => input[each])!;
    return this.#line([...path, kind], kind, input[kind]!);
  }

  #line<Kind extends LineKind>(path: Path, kind: Kind, line: LineInputs[Kind]): ContentLine {
    const pricing = this.#pricing[kind](path, line);
    return {
      id: this.#newId(),
      date: this.#check.optionalDate([...path, 'date'], line.date),
      description: this.#check.text([...path, 'description'], line.description),
      unit: this.#check.optionalLine([...path, 'unit'], 'unit' in line ? line.unit : null),
      pricing,
      ...this.#adjustments(path, line),
    };
  }

  #adjustment(path: Path, { name, key, rate }: AdjustmentInput): ContentAdjustment {
    return {
      id: this.#newId(),
      name: this.#check.line([...path, 'name'], name),
      key: key ?? null,
      rate: this.#rate([...path, 'rate'], rate),
    };
  }

  #rate(path: Path, { percent, fixed }: RateInput): Rate {
    if (percent != null) return { percent: this.#positive([...path, 'percent'], percent) };
    const parsed = parseMinor(fixed!, this.#currency);
    const at = [...path, 'fixed'];
    if (!parsed.ok) this.#check.add(at, parsed.code, DECIMAL_MESSAGES[parsed.code]);
    else if (parsed.minor < 0n) this.#check.add(at, 'NEGATIVE', 'This must not be negative.');
    return { fixedMinor: parsed.ok ? parsed.minor : 0n };
  }

  #signed(path: Path, value: string) {
    return this.#check.decimal(path, value);
  }

  #positive(path: Path, value: string) {
    return this.#check.decimal(path, value, { min: 0n });
  }
}
