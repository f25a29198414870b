import { faultOf } from '../../domain/contract/file-fault.ts';
import { DomainError } from '../../domain/errors.ts';
import { CannotPropose } from '../../domain/proposal/cannot-propose.ts';
import { propose } from '../../domain/proposal/propose.ts';
import type { Proposal, Wish } from '../../domain/proposal/propose.ts';
import { surveyFile } from '../../domain/proposal/survey-file.ts';
import { Surveyor } from '../../domain/proposal/surveyor.ts';
import type { Survey } from '../../domain/proposal/surveyor.ts';
import type { Invocation } from '../command.ts';
import { CliError } from '../errors.ts';
import { sentFile } from '../file-bytes.ts';
import { ProgressLine } from '../terminal/progress.ts';
import { typeAgain } from './type-again.ts';

/** What was found in files, and what is proposed for them. */
export interface Found {
  readonly survey: Survey;
  readonly proposal: Proposal;
}

/**
 * Looks at files, and proposes a definition for them.
 *
 * @throws CliError `Unsuitable`: what is wrong, in which file, and what to type then
 */
export async function lookAt(
  files: readonly string[],
  wish: Wish,
  invocation: Invocation,
): Promise<Found> {
  const names = invocation.text('columns')?.split(',');
  const surveyor = new Surveyor(
    names?.map((name) => name.trim()),
    wish.target,
  );
  const progress = new ProgressLine(process.stderr);
  for (const file of files) {
    const onBytes = (bytes: number): void =>
      progress.update(`looking at ${file}: ${Math.floor(bytes / 1e6)} MB`);
    const terms = { encoding: wish.encoding, onBytes };
    await told(invocation, () => lookInto(file, surveyor, terms), file);
  }
  progress.clear();
  return await told(invocation, () => {
    const survey = surveyor.survey();
    return Promise.resolve({ survey, proposal: propose(survey, wish) });
  });
}

/** Looks into a file; what makes it none that can be read is an error of ours. */
async function lookInto(
  file: string,
  surveyor: Surveyor,
  terms: Parameters<typeof surveyFile>[2],
): Promise<void> {
  const fault = await faultOf(() => surveyFile(sentFile(file), surveyor, terms));
  if (fault !== undefined) throw new Unreadable(fault.reason, fault.code);
}

/** A file that cannot be read, and why by the code of its fault. */
class Unreadable extends CannotPropose {
  constructor(
    message: string,
    public readonly fault: string,
  ) {
    super(message);
  }
}

/** What is wrong with data is told as such. */
async function told<T>(invocation: Invocation, work: () => Promise<T>, file?: string): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause;
    const isOtherText = cause instanceof Unreadable && cause.fault === 'NotUtf8';
    const amend = cause instanceof CannotPropose ? cause.amend : 'files';
    throw new CliError(
      'Unsuitable',
      file === undefined ? cause.message : `'${file}': ${cause.message}`,
      typeAgain(invocation, isOtherText ? 'encoding' : amend),
      { cause },
    );
  }
}
