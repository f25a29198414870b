import { CONTENT_TYPES, PIPED_CONTENT_TYPES } from './content-type.ts';
import { ContainerError, userError } from './errors.ts';
import { showText } from './python.ts';

/** The configuration of a channel as SageMaker hands it over. */
export type ChannelConfig = Readonly<Record<string, string>>;

/** The channels of a job by name. */
export type ChannelConfigs = Readonly<Record<string, ChannelConfig>>;

interface Channel {
  readonly required: boolean;
  readonly supports: (contentType: string, mode: string, distribution: string) => boolean;
}

const DISTRIBUTIONS = ['ShardedByS3Key', 'FullyReplicated'];
const DEFAULT_CONTENT_TYPE = 'text/libsvm';

const supportsData: Channel['supports'] = (contentType, mode, distribution) => {
  const types: readonly string[] = mode === 'File'
    ? CONTENT_TYPES
    : (mode === 'Pipe' ? PIPED_CONTENT_TYPES : []);
  return types.includes(contentType) && DISTRIBUTIONS.includes(distribution);
};

const CHANNELS: ReadonlyMap<string, Channel> = new Map([
  ['train', { required: true, supports: supportsData }],
  ['validation', { required: false, supports: supportsData }],
  ['code', {
    required: false,
    supports: (contentType, mode, distribution) =>
      contentType === 'text/python' && mode === 'File' && distribution === 'FullyReplicated',
  }],
]);

/** Checks the channels of a job the way the container does and fills in the content type libsvm. */
export function validateChannels(given: ChannelConfigs): ChannelConfigs {
  for (const [name, { required }] of CHANNELS) {
    if (required && !(name in given)) {
      throw userError(`Missing required channel: ${name}`);
    }
  }
  return Object.fromEntries(
    Object.entries(given).map(([name, config]) => [name, validateChannel(name, config)])
  );
}

function validateChannel(name: string, given: ChannelConfig): ChannelConfig {
  const channel = CHANNELS.get(name);
  if (!channel) {
    throw userError(`Extraneous channel found: ${name}`);
  }
  const config = 'ContentType' in given ? given : { ...given, ContentType: DEFAULT_CONTENT_TYPE };
  const supported = channel.supports(
    settingOf(config, 'ContentType'),
    settingOf(config, 'TrainingInputMode'),
    settingOf(config, 'S3DistributionType'));
  if (!supported) {
    throw userError(
      `Channel configuration for '${name}' channel is not supported: ${showConfig(config)}`
    );
  }
  return config;
}

function settingOf(config: ChannelConfig, key: string): string {
  const value = config[key];
  if (value === undefined) {
    throw new ContainerError('KeyError', `'${key}'`);
  }
  return value;
}

function showConfig(config: ChannelConfig): string {
  const members = Object.entries(config).map(
    ([key, value]) => `${showText(key)}: ${showText(String(value))}`
  );
  return `{${members.join(', ')}}`;
}
