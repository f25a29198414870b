import { action } from '../../../kernel/index.ts';
import { AwsError } from '../../../errors.ts';
import type { ActionContext } from '../../../kernel/index.ts';
import { parameterArn } from '../arns.ts';
import { validation } from '../errors.ts';
import { isBelow, takes } from '../filters.ts';
import type { ParameterFilter } from '../filters.ts';
import { pageOf } from '../paging.ts';
import type { PageInput } from '../paging.ts';
import {
  asMetadata,
  asParameter,
  findParameter,
  historyOf,
  labelsOf,
  onParameter,
  parameterNamed,
  parameterPermission,
  parseSelector,
} from '../parameters.ts';
import type { VersionRow } from '../parameters.ts';

interface Decryption {
  readonly WithDecryption?: boolean;
}

/** The newest version of every parameter, by name. */
const NEWEST = `SELECT * FROM ssm_versions v
  WHERE version = (SELECT max(version) FROM ssm_versions w WHERE w.name = v.name) ORDER BY name`;

/** GetParameter: the newest version, or the one that a version number or a label names. */
export const getParameter = action(
  'GetParameter',
  onParameter('GetParameter'),
  (input: Decryption & { readonly Name: string }, context) => {
    const { selector } = parseSelector(input.Name);
    const row = parameterNamed(input.Name, context);
    return { Parameter: asParameter(row, input.WithDecryption === true, context, selector) };
  },
);

/** GetParameters: those there are, and the names of those there are not. */
export const getParameters = action(
  'GetParameters',
  ({ Names }: Decryption & { readonly Names: readonly string[] }, context) =>
    Names.map((name) => parameterPermission('GetParameters', name, context)),
  (input, context) => {
    const { Names } = input;
    if (Names.length > 10) {
      throw validation(
        `1 validation error detected: Value '[${Names.join(', ')}]' at 'names' failed to satisfy constraint: Member must have length less than or equal to 10`,
      );
    }
    const found = Names.map((name) => ({ name, row: foundOrNot(name, context) }));
    return {
      Parameters: found.flatMap(({ name, row }) =>
        row
          ? [asParameter(row, input.WithDecryption === true, context, parseSelector(name).selector)]
          : [],
      ),
      InvalidParameters: found.filter(({ row }) => !row).map(({ name }) => name),
    };
  },
);

/** Input of GetParametersByPath. */
export interface GetParametersByPathInput extends PageInput, Decryption {
  readonly Path: string;
  readonly Recursive?: boolean;
  readonly ParameterFilters?: readonly ParameterFilter[];
}

/** GetParametersByPath: by name, ten a page at most as on AWS. */
export const getParametersByPath = action(
  'GetParametersByPath',
  ({ Path }: GetParametersByPathInput, context) => [
    { action: 'ssm:GetParametersByPath', resource: parameterArn(Path, context) },
  ],
  (input, context) => {
    if (!input.Path.startsWith('/')) {
      throw validation(
        'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can\'t be prefixed with "aws" or "ssm" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.',
      );
    }
    const option = input.Recursive === true ? 'Recursive' : 'OneLevel';
    const rows = context.cloud.db
      .all<VersionRow>(NEWEST)
      .filter(({ name }) => isBelow(name, input.Path, option))
      .filter((row) => takes(input.ParameterFilters ?? [], row, context));
    const { page, next } = pageOf(rows, input, 10);
    return {
      Parameters: page.map((row) => asParameter(row, input.WithDecryption === true, context)),
      NextToken: next,
    };
  },
);

/** GetParameterHistory: every version with its labels, oldest first. */
export const getParameterHistory = action(
  'GetParameterHistory',
  onParameter('GetParameterHistory'),
  (input: PageInput & Decryption & { readonly Name: string }, context) => {
    const rows = historyOf(parseSelector(input.Name).name, context);
    const { page, next } = pageOf(rows, input, 50);
    return {
      Parameters: page.map((row) => ({
        ...asMetadata(row, context),
        Value: asParameter(row, input.WithDecryption === true, context).Value,
        Labels: labelsOf(row, context),
      })),
      NextToken: next,
    };
  },
);

/** Input of DescribeParameters. */
export interface DescribeParametersInput extends PageInput {
  readonly ParameterFilters?: readonly ParameterFilter[];
  /** The older form. */
  readonly Filters?: readonly { readonly Key: string; readonly Values: readonly string[] }[];
}

/** DescribeParameters: without values. */
export const describeParameters = action(
  'DescribeParameters',
  () => [{ action: 'ssm:DescribeParameters', resource: '*' }],
  (input: DescribeParametersInput, context) => {
    const older = (input.Filters ?? []).map(({ Key, Values }) => ({
      Key,
      Values,
      Option: Key === 'Name' ? 'BeginsWith' : 'Equals',
    }));
    const filters = [...(input.ParameterFilters ?? []), ...older];
    const rows = context.cloud.db
      .all<VersionRow>(NEWEST)
      .filter((row) => takes(filters, row, context));
    const { page, next } = pageOf(rows, input, 50);
    return { Parameters: page.map((row) => asMetadata(row, context)), NextToken: next };
  },
);

function foundOrNot(name: string, context: ActionContext): VersionRow | undefined {
  try {
    return findParameter(name, context);
  } catch (error) {
    if (error instanceof AwsError && error.code === 'ParameterVersionNotFound') return undefined;
    throw error;
  }
}
