import {
  type ArgBuilder,
  ArgumentRef,
  type FieldMap,
  type InputFieldMap,
  type InputShapeFromFields,
} from '@pothos/core';
import type { GraphQLResolveInfo } from 'graphql';
import type { Ability } from '../generated/prisma/client.ts';
import { executeFieldOnce } from '../idempotency/execute-field-once.ts';
import type { UserError } from '../values/errors.ts';
import { changedWith, needs } from './abilities.ts';
import { builder, type Types } from './builder.ts';
import type { Context } from './context.ts';
import { extensibleUnion } from './extensible.ts';

// A constructor with any arguments: used with `instanceof`, never called.
type ErrorClass = abstract new (...args: never[]) => UserError;

interface MutationOptions<Success, Args extends InputFieldMap> {
  description?: string;
  /** Whether the result contains a secret. It is then stored encrypted for replays. */
  isSecret?: boolean;
  /** The ability that is needed to run it and to read its result. */
  ability: Ability;
  args: (arg: ArgBuilder<Types>) => Args;
  run: (context: Context, args: InputShapeFromFields<Args>) => Promise<Success>;
  /** The fields of `NameSuccess`. */
  success: (t: PothosSchemaTypes.ObjectFieldBuilder<Types, Success>) => FieldMap;
  successDescription?: string;
  /** The errors that are members of `NameResult`. */
  errors: [ErrorClass, ...ErrorClass[]];
}

/**
 * Adds the mutation `name`, which returns the union `NameResult` of `NameSuccess` and its errors.
 */
export function addMutation<Success extends object, Args extends InputFieldMap>(
  name: string,
  {
    description,
    isSecret = false,
    ability,
    args,
    success,
    successDescription,
    errors,
    run,
  }: MutationOptions<Success, Args>,
): void {
  const typename = name.charAt(0).toUpperCase() + name.slice(1);
  const SuccessType = builder.objectRef<Success>(`${typename}Success`).implement({
    description: successDescription ?? `The result of \`${name}\` if it succeeds.`,
    fields: success,
  });
  changedWith(ability, `${typename}Success`);
  builder.mutationField(name, (t) =>
    t.field({
      type: SuccessType,
      nullable: true,
      description,
      extensions: { ...needs(ability), isSecret },
      errors: {
        types: errors as never,
        union: {
          name: `${typename}Result`,
          description: extensibleUnion(`The result of \`${name}\`: \`${typename}Success\`, or an error.`),
        },
      },
      args: describeArgs(name, args(t.arg)),
      resolve: (async (
        _: unknown,
        values: InputShapeFromFields<Args>,
        context: Context,
        { path }: GraphQLResolveInfo,
      ) => {
        const field = { name: String(path.key), isSecret };
        try {
          context.throwIfAborted();
          return await executeFieldOnce(context, field, () => run(context, values));
        } finally {
          // Rows loaded before this field may have changed.
          context.clearLoaders();
        }
      }) as never,
    }),
  );
}

/** Describes the arguments `input` and `id` that have no description of their own: `id` is of the object in the name. */
function describeArgs<Args extends InputFieldMap>(name: string, args: Args): Args {
  const [verb, ...object] = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).split(' ');
  const descriptions: Record<string, string> = {
    input: `The parameters of \`${name}\`.`,
    id: `The ID of the ${object.join(' ').replace('api key', 'API key')} to ${verb}.`,
  };
  for (const [arg, ref] of Object.entries(args)) {
    if (!(ref instanceof ArgumentRef)) continue;
    ref.updateConfig((config) => {
      config.description ??= descriptions[arg];
    });
  }
  return args;
}

/** Adds a mutation that deletes an object permanently, and returns its id. */
export function addDeletion(
  name: string,
  {
    description = 'Permanently deletes the object with this ID.',
    ability,
    run,
    errors,
  }: {
    description?: string;
    ability: Ability;
    run: (context: Context, id: string) => Promise<void>;
    errors: [ErrorClass, ...ErrorClass[]];
  },
): void {
  addMutation(name, {
    description,
    ability,
    args: (arg) => ({ id: arg.id({ required: true }) }),
    run: async (context, { id }) => {
      await run(context, id);
      return { deletedId: id };
    },
    success: (t) => ({
      deletedId: t.exposeID('deletedId', { description: 'The ID of the deleted object, as it was given.' }),
    }),
    errors,
  });
}
