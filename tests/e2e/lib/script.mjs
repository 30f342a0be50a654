// Short ways to write scripts for the scripted server.

/** A reply of these steps: objects as in demo-server's documentation; a bare string is a word such as 'done', `say` is text. */
export const reply = (...steps) => ({ steps });

/** A piece of answer text. */
export const say = (text) => ({ text });

/** A piece of reasoning. */
export const think = (text) => ({ reasoning: text });

/** A place where the reply waits until the test opens it. */
export const gate = (name) => ({ gate: name });

/** A healthy end. */
export const END = [{ finish: 'stop' }, { usage: [12, 34] }, 'done'];

/** A whole healthy answer. */
export const answer = (text) => reply(...text.split(/(?<= )/).map(say), ...END);

/** An answer that stops at a gate after its first words. */
export const halted = (first, name, rest) => reply(say(first), gate(name), say(rest), ...END);

/** Text that comes at a pace, in tokens a second. */
export const paced = (text, perSecond, repeat = 1) => ({ paced: { text, per_second: perSecond, repeat } });
