import type { Cloud } from '../../kernel/index.ts';
import { makeKey } from './keys.ts';
import type { KeyRow } from './keys.ts';

/**
 * The key that AWS itself manages for a service, `alias/aws/<service>`: made when it is first
 * needed. Everybody in the account may use it.
 */
export function managedKey(service: string, description: string, cloud: Cloud): KeyRow {
  const alias = `alias/aws/${service}`;
  const known = cloud.db.get<KeyRow>(
    'SELECT k.* FROM kms_aliases a JOIN kms_keys k ON k.id = a.key WHERE a.name = ?',
    alias,
  );
  return known ?? cloud.db.transaction(() => make(alias, description, cloud));
}

function make(alias: string, description: string, cloud: Cloud): KeyRow {
  const row = makeKey(
    {
      policy: JSON.stringify(policyFor(cloud)),
      description,
      manager: 'AWS',
      rotates: 1,
      tags: '{}',
    },
    cloud,
  );
  cloud.db.run('INSERT INTO kms_aliases VALUES (?, ?, ?)', alias, row.id, row.created);
  return row;
}

function policyFor(cloud: Cloud): object {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Allow access through the service for all principals in the account',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: [
          ...['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'],
          'kms:DescribeKey',
        ],
        Resource: '*',
        Condition: { StringEquals: { 'aws:PrincipalAccount': cloud.accountId } },
      },
    ],
  };
}
