/** One rule of a bucket's lifecycle, as templates write it. */
interface TemplateRule {
  readonly Id?: string;
  readonly Status: string;
  readonly Prefix?: string;
  readonly ExpirationInDays?: number;
  readonly ExpirationDate?: string;
  readonly ExpiredObjectDeleteMarker?: boolean;
  readonly NoncurrentVersionExpirationInDays?: number;
  readonly NoncurrentVersionExpiration?: object;
  readonly Transition?: TemplateTransition;
  readonly Transitions?: readonly TemplateTransition[];
  readonly NoncurrentVersionTransition?: TemplateTransition;
  readonly NoncurrentVersionTransitions?: readonly TemplateTransition[];
  readonly AbortIncompleteMultipartUpload?: object;
  readonly TagFilters?: readonly { readonly Key: string; readonly Value: string }[];
  readonly ObjectSizeGreaterThan?: string | number;
  readonly ObjectSizeLessThan?: string | number;
}

interface TemplateTransition {
  readonly StorageClass: string;
  readonly TransitionInDays?: number;
  readonly TransitionDate?: string;
  readonly NewerNoncurrentVersions?: number;
}

interface TemplateFilter {
  readonly S3Key?: {
    readonly Rules?: readonly { readonly Name: string; readonly Value: string }[];
  };
}

/** The notifications of a bucket, as templates write them. */
export interface TemplateNotifications {
  readonly EventBridgeConfiguration?: { readonly EventBridgeEnabled?: boolean | string };
  readonly QueueConfigurations?: readonly (Notified & { readonly Queue: string })[];
  readonly TopicConfigurations?: readonly (Notified & { readonly Topic: string })[];
  readonly LambdaConfigurations?: readonly (Notified & { readonly Function: string })[];
}

interface Notified {
  readonly Event: string;
  readonly Filter?: TemplateFilter;
}

/** The lifecycle of a template as the API takes it. */
export function lifecycleRules(rules: readonly TemplateRule[]): object[] {
  return rules.map((rule) => ({
    ID: rule.Id,
    Status: rule.Status,
    Filter: filterOf(rule),
    Expiration: expirationOf(rule),
    NoncurrentVersionExpiration:
      rule.NoncurrentVersionExpiration ??
      (rule.NoncurrentVersionExpirationInDays === undefined
        ? undefined
        : { NoncurrentDays: Number(rule.NoncurrentVersionExpirationInDays) }),
    Transitions: transitions(rule.Transitions, rule.Transition)?.map((each) => ({
      StorageClass: each.StorageClass,
      Days: each.TransitionInDays,
      Date: each.TransitionDate === undefined ? undefined : new Date(each.TransitionDate),
    })),
    NoncurrentVersionTransitions: transitions(
      rule.NoncurrentVersionTransitions,
      rule.NoncurrentVersionTransition,
    )?.map((each) => ({
      StorageClass: each.StorageClass,
      NoncurrentDays: each.TransitionInDays,
      NewerNoncurrentVersions: each.NewerNoncurrentVersions,
    })),
    AbortIncompleteMultipartUpload: rule.AbortIncompleteMultipartUpload,
  }));
}

/** The notifications of a template as the API takes them. */
export function notifications(given: TemplateNotifications): object {
  const shaped = ({ Event, Filter }: Notified) => ({
    Events: [Event],
    Filter: Filter?.S3Key?.Rules ? { Key: { FilterRules: Filter.S3Key.Rules } } : undefined,
  });
  const { EventBridgeConfiguration: bridge } = given;
  const told = bridge !== undefined && String(bridge.EventBridgeEnabled ?? true) === 'true';
  return {
    EventBridgeConfiguration: told ? {} : undefined,
    QueueConfigurations: given.QueueConfigurations?.map((each) => ({
      ...shaped(each),
      QueueArn: each.Queue,
    })),
    TopicConfigurations: given.TopicConfigurations?.map((each) => ({
      ...shaped(each),
      TopicArn: each.Topic,
    })),
    LambdaFunctionConfigurations: given.LambdaConfigurations?.map((each) => ({
      ...shaped(each),
      LambdaFunctionArn: each.Function,
    })),
  };
}

function transitions(
  many: readonly TemplateTransition[] | undefined,
  one: TemplateTransition | undefined,
): readonly TemplateTransition[] | undefined {
  return many ?? (one ? [one] : undefined);
}

function expirationOf(rule: TemplateRule): object | undefined {
  const { ExpirationInDays, ExpirationDate, ExpiredObjectDeleteMarker } = rule;
  const given = [ExpirationInDays, ExpirationDate, ExpiredObjectDeleteMarker];
  if (given.every((value) => value === undefined)) return undefined;
  return {
    Days: ExpirationInDays === undefined ? undefined : Number(ExpirationInDays),
    Date: ExpirationDate === undefined ? undefined : new Date(ExpirationDate),
    ExpiredObjectDeleteMarker,
  };
}

/** Several conditions stand below And. */
function filterOf(rule: TemplateRule): object {
  const size = (value: string | number | undefined) =>
    value === undefined ? undefined : Number(value);
  const plain = {
    Prefix: rule.Prefix,
    ObjectSizeGreaterThan: size(rule.ObjectSizeGreaterThan),
    ObjectSizeLessThan: size(rule.ObjectSizeLessThan),
  };
  const tags = rule.TagFilters ?? [];
  const count = Object.values(plain).filter((value) => value !== undefined).length + tags.length;
  if (count > 1) return { And: { ...plain, Tags: tags.length > 0 ? tags : undefined } };
  return tags.length === 1 ? { Tag: tags[0] } : plain;
}
