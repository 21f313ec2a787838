/** Silences the messages about written files, and about Kubernetes that was not asked: nobody reads them here. */
const { stderr } = process;
const write = stderr.write.bind(stderr);
const MESSAGE = /^(\S+: (unchanged, )?\d+ files?\b|Kubernetes \S+ .*not asked)/;
stderr.write = ((text: string, ...rest: []) => MESSAGE.test(text) || write(text, ...rest)) as typeof write;
