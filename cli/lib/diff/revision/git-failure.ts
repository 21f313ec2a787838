import { CouldNot } from '../../outcome';
import { shellWord } from '../../status/shell-word';

/** How a run of git has ended. What it says is in English: it is asked to. */
export interface Ended {
  /** Null if a signal has ended it. */
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

/** Whether a folder is in no repository; one that is broken, or that git does not trust, is another thing. */
export function isNoRepository({ errors }: Ended): boolean {
  return /^fatal: not a git repository \(or any /m.test(errors);
}

/** What to do about what git says. */
const STEPS: readonly (readonly [said: RegExp, fix: (found: RegExpExecArray) => string])[] = [
  [
    /detected dubious ownership in repository at '(.*)'/,
    ([, folder]) => `It belongs to another user. If you trust it: git config --global --add safe.directory ${shellWord(folder)}`,
  ],
  [/must be run in a work tree/, () => 'It is a bare repository: clone it, and run this in the clone.'],
  [/expected commit type/, () => 'Name a commit, a branch or a tag.'],
  [/ambiguous/, () => 'Write more of it, or a branch as refs/heads/NAME and a tag as refs/tags/NAME.'],
  [/promisor|lazy fetching/, () => 'The clone is partial. Fetch the rest: git fetch --refetch --no-filter'],
  [/no space left/i, () => 'Make room where temporary files are, or name another folder with TMPDIR.'],
  [/permission denied/i, () => 'Run this as the user to whom the repository belongs.'],
  [/not a git repository: /, () => 'The working tree has lost its repository. Where it has moved: git worktree repair'],
  [/bad config/, () => 'Mend that line of the configuration.'],
  [/unable to read|missing blob|missing tree|bad object|corrupt/i, () => 'Look for what is missing with "git fsck", or clone it anew.'],
];

/** What git could not do, as it says it. */
export function failed([command]: readonly string[], { code, errors }: Ended): CouldNot {
  // Warnings and hints come first or last.
  const lines = errors.split('\n').map(line => line.trim()).filter(line => line !== '');
  const said = lines.find(line => /^(fatal|error): /.test(line)) ?? lines[0];
  const unsaid = code === null ? 'a signal has ended it' : `it ended with ${code}`;
  const message = said?.replace(/^(fatal|error): /, '').replace(/\.$/, '') ?? unsaid;
  for (const [known, fix] of STEPS) {
    const found = known.exec(errors);
    if (found) return new CouldNot(`git ${command} has failed: ${message}.`, fix(found));
  }
  return new CouldNot(`git ${command} has failed: ${message}.`, 'Look at the repository with "git status".');
}
