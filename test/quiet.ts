/** Silences the messages about written files, which nobody reads here. */
const { stderr } = process;
const write = stderr.write.bind(stderr);
stderr.write =
  ((text: string, ...rest: []) => /^\S+: (unchanged, )?\d+ files?\b/.test(text) || write(text, ...rest)) as typeof write;
