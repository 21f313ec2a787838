import * as fs from 'node:fs';
import * as path from 'node:path';

/** Writes each file whole or not at all, and only where its bytes differ. */
export function writeFiles(files: Map<string, string>): void {
  for (const [file, text] of files) {
    if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text) continue;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const whole = `${file}.${process.pid}.tmp`;
    fs.writeFileSync(whole, text);
    fs.renameSync(whole, file);
  }
}
