import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';

/** Milliseconds between two looks. */
const INTERVAL = 1000;

/** Bytes of a page in `/proc/<pid>/statm`, on the machines that have it. */
const PAGE = 4096;

/** One process: who started it, and its resident memory in bytes. */
interface ProcessMemory {
  readonly pid: number;
  readonly parent: number;
  readonly bytes: number;
}

/** Watches the resident memory of this process and all that it started, added up. */
export class MemoryWatch {
  /** The largest sum that was seen, in bytes. Pages that processes share count in each. */
  public peak = 0;
  private readonly timer: NodeJS.Timeout;

  constructor() {
    this.look();
    this.timer = setInterval(() => this.look(), INTERVAL);
    this.timer.unref();
  }

  /** Ends watching; answers the peak in bytes. */
  public stop(): number {
    clearInterval(this.timer);
    this.look();
    return this.peak;
  }

  private look(): void {
    this.peak = Math.max(this.peak, treeMemory(process.pid, processes()));
  }
}

/** Resident bytes of a process and its descendants. */
export function treeMemory(root: number, all: readonly ProcessMemory[]): number {
  const members = new Set([root]);
  for (let size = 0; size !== members.size;) {
    size = members.size;
    for (const { pid, parent } of all) if (members.has(parent)) members.add(pid);
  }
  return all.filter(({ pid }) => members.has(pid)).reduce((sum, { bytes }) => sum + bytes, 0);
}

function processes(): readonly ProcessMemory[] {
  return existsSync('/proc/self/statm') ? processesOfLinux() : processesOfPs();
}

function processesOfLinux(): readonly ProcessMemory[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // The name of a program may hold blanks and brackets: fields are counted after its end.
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
        const pages = Number(readFileSync(`/proc/${name}/statm`, 'utf8').split(' ')[1]);
        return [{ pid: Number(name), parent, bytes: pages * PAGE }];
      } catch {
        // It ended between the listing and the look.
        return [];
      }
    });
}

function processesOfPs(): readonly ProcessMemory[] {
  const lines = execFileSync('ps', ['-axo', 'pid=,ppid=,rss='], { encoding: 'utf8' }).split('\n');
  return lines
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter((fields) => fields.length === 3)
    .map(([pid = 0, parent = 0, kilobytes = 0]) => ({ pid, parent, bytes: kilobytes * 1024 }));
}
