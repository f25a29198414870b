import type { LabelledMatrix } from '../../../domain/boosting/index.ts';
import type { ChannelConfigs } from '../channels.ts';
import { parseContentType } from '../content-type.ts';
import { userError } from '../errors.ts';
import { dataSize } from '../input/data-files.ts';
import { loadMatrix } from '../input/load-matrix.ts';
import type { Layout } from '../layout.ts';

/** The data of a job. */
export interface JobData {
  readonly train: LabelledMatrix;
  /** @default - nothing was given to measure by */
  readonly validation?: LabelledMatrix;
}

/** Reads the channels of a job. The content type of `train` holds for both. */
export function loadJobData(channels: ChannelConfigs, layout: Layout, weights: boolean): JobData {
  const format = parseContentType(channels['train']!['ContentType']);
  if (channels['train']!['TrainingInputMode'] === 'Pipe') {
    throw userError('Pipe mode is not offered by this stand-in, which offers: File');
  }
  const load = (channel: string) => {
    const folder = layout.channel(channel);
    return dataSize(folder) > 0 ? loadMatrix([folder], { format, weights }) : undefined;
  };
  const train = load('train');
  const validation = 'validation' in channels ? load('validation') : undefined;
  if (!train) {
    throw userError(`No data in training channel path ${layout.channel('train')}`);
  }
  if ('validation' in channels && !validation) {
    throw userError(`No data in validation channel path ${layout.channel('validation')}`);
  }
  return { train, ...(validation && { validation }) };
}
