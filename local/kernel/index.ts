export { action, HTTP_STATUS, processAction, rawAction } from './action.ts';
export type { Action, ActionContext, HttpExchange, Permission } from './action.ts';
export type {
  Activity,
  Cloud,
  Database,
  ImageProgram,
  MetricDatum,
  MetricIdentity,
  MetricPoint,
  Outbox,
  RetryPolicy,
  SqlValue,
  Telemetry,
  Timers,
  World,
} from './cloud.ts';
export { keyBefore, pageAfter, pageAt, placeOf, tokenAt } from './paging.ts';
export type { PolicyDocument, PolicyPrincipal, PolicyStatement } from './policy.ts';
export type {
  AnonymousPrincipal,
  Principal,
  RolePrincipal,
  SessionRequest,
  RootPrincipal,
  ServicePrincipal,
  UserPrincipal,
} from './principal.ts';
export type {
  Delivery,
  DeliveryHandler,
  GaugeSource,
  LogLines,
  RawExchange,
  RawRoute,
  Service,
  SignedForm,
  TelemetrySink,
  TimerHandler,
} from './service.ts';
export { parsedTags, tagsByKey } from './tags.ts';
export type { Tag, Tags } from './tags.ts';
export { WholeBody } from './whole-body.ts';
