import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { perOperation } from '../../graphql/per-operation.ts';
import { costRules } from './cost-rules.ts';
import { type PageSize, sizeOf } from './page-size.ts';

/** The estimated cost of an operation before it runs. */
export interface Cost {
  points: number;
  /** The maximum number of objects it returns. */
  objects: number;
}

type Variables = Readonly<Record<string, unknown>>;

/** How the cost below a field adds to the cost above. */
interface Times {
  /** Counted once, whatever the number of results. */
  points: number;
  /** The objects that each result counts as. */
  each: number;
  size: PageSize;
}

/** A sum, some parts of which depend on the values of variables. */
interface Plan extends Cost {
  open: (Times & { inner: Plan })[];
}

/** Each `__schema` or `__type` field costs one request, whatever its size. */
const SCHEMA_POINTS = 100;

const NOTHING: Plan = { points: 0, objects: 0, open: [] };

/**
 * Estimates the cost of operations. Most of the work is done once per document: for a repeated document only its
 * page sizes are evaluated.
 */
export function createCostEstimator(schema: GraphQLSchema) {
  const ruleOf = costRules(schema);
  const cachedPlan = perOperation<Plan>();

  function planOf(document: DocumentNode, operationName: string | null | undefined): Plan {
    // Execution rejects an operation that does not exist.
    return cachedPlan(document, operationName, (operation) => makePlan(document, operation)) ?? NOTHING;
  }

  function makePlan(document: DocumentNode, operation: OperationDefinitionNode): Plan {
    const fragments = new Map<string, FragmentDefinitionNode>();
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    }
    const known = new Map<string, Plan>();

    function ofFragment(name: string): Plan {
      let plan = known.get(name);
      if (!plan) {
        const { typeCondition, selectionSet } = fragments.get(name)!;
        plan = ofSelections(selectionSet, schema.getType(typeCondition.name.value));
        known.set(name, plan);
      }
      return plan;
    }

    function ofSelections({ selections }: SelectionSetNode, type: GraphQLNamedType | undefined): Plan {
      const sum: Plan = { points: 0, objects: 0, open: [] };
      for (const selection of selections) {
        if (selection.kind === Kind.FIELD) addField(sum, selection, type!);
        else if (selection.kind === Kind.FRAGMENT_SPREAD)
          addTimes(sum, ofFragment(selection.name.value), AS_IT_IS);
        else {
          const condition = selection.typeCondition;
          const inner = condition ? schema.getType(condition.name.value) : type;
          addTimes(sum, ofSelections(selection.selectionSet, inner), AS_IT_IS);
        }
      }
      return sum;
    }

    function addField(sum: Plan, node: FieldNode, parent: GraphQLNamedType): void {
      const name = node.name.value;
      if (name.startsWith('__')) {
        if (node.selectionSet) sum.points += SCHEMA_POINTS;
        return;
      }
      const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
      if (!field) return;
      const { cost, object, size } = ruleOf(parent, field);
      const inner = node.selectionSet ? ofSelections(node.selectionSet, getNamedType(field.type)) : NOTHING;
      addTimes(sum, inner, { points: cost, each: object, size: sizeOf(node, size, operation) });
    }

    return ofSelections(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined);
  }

  return (document: DocumentNode, operationName: string | null | undefined, variables: Variables): Cost => {
    const plan = planOf(document, operationName);
    return plan.open.length === 0 ? plan : evaluate(plan, variables, new Map());
  };
}

const AS_IT_IS: Times = { points: 0, each: 0, size: 1 };

function addTimes(sum: Plan, inner: Plan, { points, each, size }: Times): void {
  if (typeof size === 'number' && inner.open.length === 0) {
    sum.points += points + size * inner.points;
    sum.objects += size * (each + inner.objects);
  } else {
    sum.open.push({ points, each, size, inner });
  }
}

/** @param done plans evaluated already: a fragment's plan is shared by all its spreads */
function evaluate(plan: Plan, variables: Variables, done: Map<Plan, Cost>): Cost {
  if (plan.open.length === 0) return plan;
  const known = done.get(plan);
  if (known) return known;
  let { points, objects } = plan;
  for (const { points: once, each, size, inner } of plan.open) {
    const count = typeof size === 'number' ? size : size(variables);
    const part = evaluate(inner, variables, done);
    points += once + count * part.points;
    objects += count * (each + part.objects);
  }
  const cost = { points, objects };
  done.set(plan, cost);
  return cost;
}
