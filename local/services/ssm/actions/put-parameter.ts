import { NotEmulated } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import type { ActionContext } from '../../../kernel/index.ts';
import { ssmError, validation } from '../errors.ts';
import { checkName } from '../names.ts';
import { historyOf, labelsOf, newestOf, onParameter, parseSelector } from '../parameters.ts';
import type { VersionRow } from '../parameters.ts';
import { DEFAULT_KEY, conceal } from '../secrets.ts';
import { putTags } from '../tags.ts';
import type { TagList } from '../tags.ts';

/** Input of PutParameter. */
export interface PutParameterInput {
  readonly Name: string;
  readonly Value: string;
  readonly Type?: string;
  readonly Description?: string;
  readonly KeyId?: string;
  readonly Overwrite?: boolean;
  readonly AllowedPattern?: string;
  readonly Tags?: TagList;
  readonly Tier?: string;
  readonly Policies?: string;
  readonly DataType?: string;
}

/** Bytes of a value by tier. */
const LARGEST = { Standard: 4096, Advanced: 8192 } as const;

/** Versions that are kept of a parameter. */
const MOST_VERSIONS = 100;

const TYPES = ['String', 'StringList', 'SecureString'];

/** PutParameter: a new parameter, or with Overwrite a new version. */
export const putParameter = action(
  'PutParameter',
  onParameter('PutParameter'),
  (input: PutParameterInput, context) => {
    const { name } = parseSelector(input.Name);
    checkName(name);
    refuseParts(input);
    const old = newestOf(name, context);
    if (old && !input.Overwrite) {
      throw ssmError(
        'ParameterAlreadyExists',
        'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
      );
    }
    if (input.Overwrite && input.Tags?.length) {
      throw validation(
        "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
      );
    }
    const row = versionFrom(name, input, old, context);
    store(row, context);
    dropOldest(name, context);
    if (input.Tags)
      putTags(name, Object.fromEntries(input.Tags.map(({ Key, Value }) => [Key, Value])), context);
    return { Version: row.version, Tier: row.tier };
  },
);

function versionFrom(
  name: string,
  input: PutParameterInput,
  old: VersionRow | undefined,
  context: ActionContext,
): VersionRow {
  const type = input.Type ?? old?.type;
  if (type === undefined)
    throw validation('A parameter type is required when you create a parameter.');
  if (!TYPES.includes(type)) throw validation(`Invalid parameter type: ${type}`);
  const pattern = input.AllowedPattern ?? old?.pattern ?? null;
  const tier = tierOf(input, old);
  checkValue(input.Value, type, pattern, tier);
  const key = type === 'SecureString' ? (input.KeyId ?? old?.key ?? DEFAULT_KEY) : null;
  return {
    name,
    version: (old?.version ?? 0) + 1,
    value: key === null ? input.Value : conceal(name, input.Value, key, context),
    type,
    description: input.Description ?? old?.description ?? null,
    key,
    pattern,
    tier,
    data_type: input.DataType ?? 'text',
    modified: context.cloud.world.now(),
    by: context.principal.arn,
  };
}

function tierOf(input: PutParameterInput, old: VersionRow | undefined): 'Standard' | 'Advanced' {
  const wanted = input.Tier ?? old?.tier ?? 'Standard';
  if (old?.tier === 'Advanced' && wanted === 'Standard') {
    throw validation(
      "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier. If necessary, you can delete the advanced parameter and recreate it as a standard parameter.",
    );
  }
  const large = Buffer.byteLength(input.Value) > LARGEST.Standard;
  if (wanted === 'Intelligent-Tiering') return large ? 'Advanced' : 'Standard';
  return wanted === 'Advanced' ? 'Advanced' : 'Standard';
}

function checkValue(
  value: string,
  type: string,
  pattern: string | null,
  tier: keyof typeof LARGEST,
): void {
  const size = Buffer.byteLength(value);
  if (size > LARGEST[tier]) {
    throw validation(
      tier === 'Standard'
        ? 'Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html'
        : 'Advanced tier parameters support a maximum parameter value of 8192 characters.',
    );
  }
  if (value === '')
    throw validation(
      "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1.",
    );
  if (pattern === null) return;
  const parts = type === 'StringList' ? value.split(',') : [value];
  if (!parts.every((part) => new RegExp(pattern).test(part))) {
    throw ssmError(
      'ParameterPatternMismatchException',
      `Parameter value, cannot be validated against allowedPattern: ${pattern}`,
    );
  }
}

function refuseParts({ Policies, DataType = 'text' }: PutParameterInput): void {
  if (Policies !== undefined && Policies !== '' && Policies !== '[]')
    throw new NotEmulated('policies of parameters', 'nothing expires here');
  if (DataType !== 'text')
    throw new NotEmulated(`parameters of the data type '${DataType}'`, 'there is no EC2 here');
}

function store(row: VersionRow, { cloud }: ActionContext): void {
  cloud.db.run(
    'INSERT INTO ssm_versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    row.name,
    row.version,
    row.value,
    row.type,
    row.description,
    row.key,
    row.pattern,
    row.tier,
    row.data_type,
    row.modified,
    row.by,
  );
}

/** The hundred and first version pushes the first one out, unless that has a label. */
function dropOldest(name: string, context: ActionContext): void {
  const rows = historyOf(name, context);
  const oldest = rows[0];
  if (!oldest || rows.length <= MOST_VERSIONS) return;
  if (labelsOf(oldest, context).length > 0) {
    throw ssmError(
      'ParameterMaxVersionLimitExceeded',
      `You attempted to create a new version of ${name} by calling the PutParameter API with the overwrite flag. Version ${oldest.version}, the oldest version, can't be deleted because it has a label associated with it. Move the label to another version of the parameter, and try again.`,
    );
  }
  context.cloud.db.run(
    'DELETE FROM ssm_versions WHERE name = ? AND version = ?',
    name,
    oldest.version,
  );
}
