import { must, Problem } from '../validation/problem';

/** Whether it is a file name on all systems, neither hidden nor in another folder. */
export function isFileName(part: string): boolean {
  return isPlainName(part) && adviceOn(part) === undefined;
}

/** Whether it is one on this system: without what leads elsewhere, hides it, or breaks a line. */
export function isPlainName(part: string): boolean {
  return /^[^.\\/:*?"<>|\x00-\x1f\x7f][^\\/:*?"<>|\x00-\x1f\x7f]*$/.test(part) && !/\p{Surrogate}/u.test(part);
}

/** What to write instead of a part of a path that is no file name. */
export function fileNameFix(part: string): string {
  return adviceOn(part) ?? `Write ${FILE_NAME_CHARACTERS}.`;
}

/** Problems of the name of an output file. */
export function fileNameProblems(field: string, name: string | undefined): Problem[] {
  return must(name === undefined || (typeof name === 'string' && isFileName(name)), () => ({
    field,
    value: name,
    rule: `must be ${FILE_NAME}`,
    fix: (typeof name === 'string' ? adviceOn(name) : undefined) ?? 'Write for example "boards".',
  }));
}

/** Problems of the path of an output file. */
export function filePathProblems(field: string, file: string | undefined): Problem[] {
  return must(file === undefined || (typeof file === 'string' && isFilePath(file)), () => ({
    field,
    value: file,
    rule: `must be a path in the output, and each part of it ${FILE_NAME}`,
    fix: (typeof file === 'string' ? file.split('/').map(adviceOn).find(advice => advice) : undefined)
      ?? 'Write for example "reports/releases.txt".',
  }));
}

export function isFilePath(file: string): boolean {
  return file.split('/').every(isFileName);
}

/** The longest name of a file on Linux, in bytes. */
const LONGEST = 255;

/** Also with an extension, or several. */
const WINDOWS_DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(\.|$)/i;

function adviceOn(part: string): string | undefined {
  if (WINDOWS_DEVICE.test(part)) return 'Windows keeps this name for a device: write another one.';
  if (/[. ]$/.test(part) && /[^.]/.test(part)) return 'Windows drops "." and spaces at its end: write it without.';
  // At most three bytes for each unit of a string, so that most names need no counting.
  const bytes = part.length * 3 > LONGEST ? Buffer.byteLength(part) : 0;
  return bytes > LONGEST ? `It has ${bytes} bytes, of which a file name may have ${LONGEST}: shorten it.` : undefined;
}

/** The characters of a file name that is valid on all systems. */
const FILE_NAME_CHARACTERS = 'letters, digits, "-", "_" and ".", not starting with "."';

const FILE_NAME = `a file name on all systems: ${FILE_NAME_CHARACTERS}`;
