/** What each synth says of its files is for people, of whom none reads it here. */
const { stderr } = process;
const write = stderr.write.bind(stderr);
stderr.write =
  ((text: string, ...rest: []) => /^\S+: (unchanged, )?\d+ files?\b/.test(text) || write(text, ...rest)) as typeof write;
