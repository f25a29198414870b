import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { checkPhoneNumber } from '../phone-numbers.ts';
import type { Attributes } from '../topics.ts';

/** Settings of short messages, with what they may be. Source: API reference, SetSMSAttributes. */
const SETTINGS: Readonly<Record<string, RegExp>> = {
  DefaultSMSType: /^(Promotional|Transactional)$/,
  DefaultSenderID: /^(?=.*[A-Za-z])[A-Za-z0-9]{1,11}$/,
  DeliveryStatusIAMRole: /^arn:aws[\w-]*:iam::\d{12}:role\/.+$/,
  DeliveryStatusSuccessSamplingRate: /^(\d{1,2}|100)$/,
  MonthlySpendLimit: /^\d+$/,
  UsageReportS3Bucket: /^[a-z0-9][a-z0-9.-]{2,62}$/,
};

const anywhere = (name: string) => () => [{ action: `sns:${name}`, resource: '*' }];

interface Numbered {
  readonly phoneNumber: string;
}

/** SetSMSAttributes: settings of the account. */
export const setSMSAttributes = action(
  'SetSMSAttributes',
  anywhere('SetSMSAttributes'),
  ({ attributes }: { readonly attributes: Attributes }, { cloud }) => {
    for (const [name, value] of Object.entries(attributes)) checkSetting(name, value);
    for (const [name, value] of Object.entries(attributes))
      cloud.db.run('INSERT OR REPLACE INTO sns_sms_settings VALUES (?, ?)', name, value);
    return {};
  },
);

/** GetSMSAttributes: what was set, or of it what is asked for. */
export const getSMSAttributes = action(
  'GetSMSAttributes',
  anywhere('GetSMSAttributes'),
  ({ attributes: names = [] }: { readonly attributes?: readonly string[] }, { cloud }) => {
    const all = Object.entries(settings(cloud));
    const asked = all.filter(([name]) => names.length === 0 || names.includes(name));
    return { attributes: Object.fromEntries(asked) };
  },
);

/** CheckIfPhoneNumberIsOptedOut. Numbers opt out by answering a message: here nobody can. */
export const checkIfPhoneNumberIsOptedOut = action(
  'CheckIfPhoneNumberIsOptedOut',
  anywhere('CheckIfPhoneNumberIsOptedOut'),
  ({ phoneNumber }: Numbered) => {
    checkPhoneNumber(phoneNumber);
    return { isOptedOut: false };
  },
);

/** ListPhoneNumbersOptedOut: none, since nobody can opt out here. */
export const listPhoneNumbersOptedOut = action(
  'ListPhoneNumbersOptedOut',
  anywhere('ListPhoneNumbersOptedOut'),
  () => ({ phoneNumbers: [] }),
);

/** OptInPhoneNumber: a number that had not opted out stays as it is. */
export const optInPhoneNumber = action(
  'OptInPhoneNumber',
  anywhere('OptInPhoneNumber'),
  ({ phoneNumber }: Numbered) => {
    checkPhoneNumber(phoneNumber);
    return {};
  },
);

function checkSetting(name: string, value: string): void {
  const allowed = SETTINGS[name];
  // Recorded from AWS: these two begin with the name, unlike its other refusals.
  if (!allowed) throw new AwsError('InvalidParameter', `${name} is not a valid attribute`);
  if (!allowed.test(value)) throw new AwsError('InvalidParameter', `${name} is invalid`);
}

function settings(cloud: Cloud): Attributes {
  const rows = cloud.db.all<{ name: string; value: string }>('SELECT * FROM sns_sms_settings');
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}
