// A list of models as rich as servers give them: who makes them, what they can do, what they cost.

const listed = (id, owned_by, context_length, can, input, output) => ({
  id,
  owned_by,
  context_length,
  max_output: 16_384,
  input_modalities: can.includes('v') ? ['text', 'image'] : ['text'],
  features: [...(can.includes('t') ? ['tools'] : []), ...(can.includes('r') ? ['thinking'] : []), 'web'],
  ...(input === undefined ? {} : { pricing: { input, output } }),
});

export const RICH = [
  listed('kimi-k2.6', 'moonshot', 262_144, 'vtr', 0.95, 4),
  listed('claude-haiku-4-5', 'anthropic', 200_000, 'vtr', 1, 5),
  listed('claude-opus-4-6', 'anthropic', 1_000_000, 'vtr', 5, 25),
  listed('claude-sonnet-4-6', 'anthropic', 1_000_000, 'vtr', 3, 15),
  listed('deepseek-v3.2', 'deepseek', 131_072, 'tr', 0.28, 0.42),
  listed('gemini-3-flash', 'google', 1_000_000, 'vtr', 0.5, 3),
  listed('gemini-3.1-pro', 'google', 1_000_000, 'vtr', 2, 12),
  listed('glm-4.7-flash-free', 'zhipu', 200_000, 'tr', 0, 0),
  listed('gpt-5.4', 'openai', 1_000_000, 'vtr', 2.5, 15),
  listed('gpt-5.4-mini', 'openai', 400_000, 'vtr', 0.75, 4.5),
  listed('mistral-large-3', 'mistral', 262_144, 'vt', 0.5, 1.5),
  listed('o4-mini', 'openai', 200_000, 'vtr', 1.1, 4.4),
  listed('qwen3-8b', 'library', 32_768, 'tr'),
  listed('qwen3-max', 'alibaba', 262_144, 'tr', 1.2, 6),
];
