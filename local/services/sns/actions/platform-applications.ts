import { action } from '../../../kernel/index.ts';
import {
  applicationArn,
  applicationAt,
  checkApplicationAttributes,
  checkApplicationName,
  checkSecrets,
  findApplication,
  shownApplication,
} from '../push/applications.ts';
import type { ApplicationRow } from '../push/applications.ts';
import { checkArn } from '../errors.ts';
import { page } from '../pages.ts';
import type { Attributes } from '../topics.ts';

/** Permissions on platform applications cannot be narrowed. Source: service authorization reference. */
const anywhere = (name: string) => () => [{ action: `sns:${name}`, resource: '*' }];

interface Named {
  readonly PlatformApplicationArn: string;
}

/** CreatePlatformApplication. The same again is the same application with the newer attributes. */
export const createPlatformApplication = action(
  'CreatePlatformApplication',
  anywhere('CreatePlatformApplication'),
  (
    input: { readonly Name: string; readonly Platform: string; readonly Attributes: Attributes },
    { cloud },
  ) => {
    checkApplicationName(input.Name, input.Platform);
    checkSecrets(input.Platform, input.Attributes);
    checkApplicationAttributes(input.Attributes);
    const arn = applicationArn(input.Platform, input.Name, cloud);
    cloud.db.run(
      'INSERT OR REPLACE INTO sns_applications VALUES (?, ?, ?)',
      arn,
      input.Platform,
      JSON.stringify({ ...storedOf(findApplication(arn, cloud)), ...input.Attributes }),
    );
    return { PlatformApplicationArn: arn };
  },
);

/** GetPlatformApplicationAttributes: never the secrets. */
export const getPlatformApplicationAttributes = action(
  'GetPlatformApplicationAttributes',
  anywhere('GetPlatformApplicationAttributes'),
  ({ PlatformApplicationArn: arn }: Named, { cloud }) => ({
    Attributes: shownApplication(applicationAt(arn, cloud)),
  }),
);

/** SetPlatformApplicationAttributes. */
export const setPlatformApplicationAttributes = action(
  'SetPlatformApplicationAttributes',
  anywhere('SetPlatformApplicationAttributes'),
  (input: Named & { readonly Attributes: Attributes }, { cloud }) => {
    const row = applicationAt(input.PlatformApplicationArn, cloud);
    checkApplicationAttributes(input.Attributes);
    cloud.db.run(
      'UPDATE sns_applications SET attributes = ? WHERE arn = ?',
      JSON.stringify({ ...storedOf(row), ...input.Attributes }),
      row.arn,
    );
    return {};
  },
);

/** ListPlatformApplications: a hundred a page. */
export const listPlatformApplications = action(
  'ListPlatformApplications',
  anywhere('ListPlatformApplications'),
  ({ NextToken: token }: { readonly NextToken?: string }, { cloud }) => {
    const { rows, NextToken } = page(token, (after, limit) =>
      cloud.db.all<ApplicationRow>(
        'SELECT * FROM sns_applications WHERE arn > ? ORDER BY arn LIMIT ?',
        after,
        limit,
      ),
    );
    const PlatformApplications = rows.map((row) => ({
      PlatformApplicationArn: row.arn,
      Attributes: shownApplication(row),
    }));
    return { PlatformApplications, NextToken };
  },
);

/** DeletePlatformApplication, with its endpoints; one that is not there is no error. */
export const deletePlatformApplication = action(
  'DeletePlatformApplication',
  anywhere('DeletePlatformApplication'),
  ({ PlatformApplicationArn: arn }: Named, { cloud }) => {
    checkArn('PlatformApplicationArn', arn);
    cloud.db.run('DELETE FROM sns_endpoints WHERE application = ?', arn);
    cloud.db.run('DELETE FROM sns_applications WHERE arn = ?', arn);
    return {};
  },
);

function storedOf(row: ApplicationRow | undefined): Attributes {
  return row ? (JSON.parse(row.attributes) as Attributes) : {};
}
