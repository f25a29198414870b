import type { Shape } from './dynalite.ts';

/** Parts of a transaction. */
const MAX_PARTS = 100;

const TEXT = { type: 'String' };
const NEEDED_TEXT = { ...TEXT, notNull: true };
const VALUES = { type: 'Map<AttributeValue>', children: 'AttrStruct<ValueStruct>' };
const NEEDED_VALUES = { ...VALUES, notNull: true };
const NAMES = { type: 'Map<java.lang.String>', children: 'String' };
const CAPACITY = { type: 'String', enum: ['INDEXES', 'TOTAL', 'NONE'] };

/** Members of every part that writes or checks. */
const CONDITIONAL = {
  TableName: NEEDED_TEXT,
  ConditionExpression: TEXT,
  ExpressionAttributeNames: NAMES,
  ExpressionAttributeValues: VALUES,
  ReturnValuesOnConditionCheckFailure: { type: 'String', enum: ['ALL_OLD', 'NONE'] },
};

const part = (name: string, children: object) => ({ type: `FieldStruct<${name}>`, children });

const parts = (name: string, children: object) => ({
  type: 'List',
  notNull: true,
  lengthGreaterThanOrEqual: 1,
  lengthLessThanOrEqual: MAX_PARTS,
  children: { type: `ValueStruct<${name}>`, children },
});

/** Members of TransactWriteItems. Source: the API reference. */
export const TRANSACT_WRITE: Shape = {
  types: {
    ReturnConsumedCapacity: CAPACITY,
    ReturnItemCollectionMetrics: { type: 'String', enum: ['SIZE', 'NONE'] },
    ClientRequestToken: {
      type: 'String',
      lengthGreaterThanOrEqual: 1,
      lengthLessThanOrEqual: 36,
    },
    TransactItems: parts('TransactWriteItem', {
      ConditionCheck: part('ConditionCheck', {
        ...CONDITIONAL,
        Key: NEEDED_VALUES,
        ConditionExpression: NEEDED_TEXT,
      }),
      Put: part('Put', { ...CONDITIONAL, Item: NEEDED_VALUES }),
      Delete: part('Delete', { ...CONDITIONAL, Key: NEEDED_VALUES }),
      Update: part('Update', {
        ...CONDITIONAL,
        Key: NEEDED_VALUES,
        UpdateExpression: NEEDED_TEXT,
      }),
    }),
  },
};

/** Members of TransactGetItems. Source: the API reference. */
export const TRANSACT_GET: Shape = {
  types: {
    ReturnConsumedCapacity: CAPACITY,
    TransactItems: parts('TransactGetItem', {
      Get: {
        ...part('Get', {
          TableName: NEEDED_TEXT,
          Key: NEEDED_VALUES,
          ProjectionExpression: TEXT,
          ExpressionAttributeNames: NAMES,
        }),
        notNull: true,
      },
    }),
  },
};
