import { Command } from '../command';
import { SCRIPTS } from '../completion/scripts';
import { CouldNot, Outcome } from '../outcome';

const SHELLS = Object.keys(SCRIPTS);

export const COMPLETION: Command = {
  name: 'completion',
  summary: 'print what makes a shell complete commands, options and workloads',
  parameters: '<shell>',
  examples: [
    ['pinterest completion bash >> ~/.bashrc', 'for bash, from its next start on; also zsh and fish'],
    ['pinterest completion fish > ~/.config/fish/completions/pinterest.fish', 'for fish'],
  ],
  run: async (_, [shell]) => {
    const script = Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : undefined;
    if (script === undefined) {
      throw new CouldNot(`There is no completion for ${JSON.stringify(shell)}.`, `Write one of: ${SHELLS.join(', ')}.`);
    }
    return { outcome: Outcome.FINE, data: { shell, script }, text: () => script };
  },
};
