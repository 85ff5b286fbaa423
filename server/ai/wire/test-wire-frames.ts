import type { Wire, WireRequest } from './test-wire-request.ts';
import type { Faults, StreamedAnswer } from './test-wire-server.ts';

/** The server-sent events of an answer, as its provider streams them. */
export function framesOf(request: WireRequest, answer: StreamedAnswer): string[] {
  if ('frames' in answer) return answer.frames;
  const text = 'text' in answer ? answer.text : JSON.stringify(answer.value);
  const pieces = piecesOf(text, answer.charactersPerFrame ?? 24);
  const usage =
    answer.usage === null
      ? null
      : (answer.usage ?? {
          inputTokens: Math.ceil((request.system.length + request.user.length) / 4),
          outputTokens: Math.ceil(text.length / 4),
        });
  const isByTool = request.wire === 'anthropic' && Array.isArray(request.body.tools);
  return spoken[request.wire]({ request, pieces, text, usage, finish: answer.finish ?? 'stop', isByTool });
}

interface Speech {
  request: WireRequest;
  pieces: string[];
  text: string;
  usage: { inputTokens: number; outputTokens: number } | null;
  finish: NonNullable<Faults['finish']>;
  isByTool: boolean;
}

const spoken: Record<Wire, (speech: Speech) => string[]> = {
  openai: openAiFrames,
  anthropic: anthropicFrames,
  google: googleFrames,
  compatible: compatibleFrames,
};

/** By code points: no provider tears a character apart. */
function piecesOf(text: string, size: number): string[] {
  const points = [...text];
  return Array.from({ length: Math.ceil(points.length / size) }, (_, index) =>
    points.slice(index * size, (index + 1) * size).join(''),
  );
}

const data = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const event = (value: { type: string }, more: object = {}) =>
  `event: ${value.type}\n${data({ ...value, ...more })}`;

function compatibleFrames({ request, pieces, usage, finish }: Speech): string[] {
  const chunk = (choices: unknown[], more: object = {}) =>
    data({
      id: 'chatcmpl-1',
      object: 'chat.completion.chunk',
      created: 1_790_000_000,
      model: request.model,
      choices,
      ...more,
    });
  const delta = (content: object, reason: string | null = null) =>
    chunk([{ index: 0, delta: content, finish_reason: reason }]);
  return [
    delta({ role: 'assistant', content: '' }),
    ...pieces.map((piece) => delta({ content: piece })),
    delta({}, finish === 'content-filter' ? 'content_filter' : finish),
    ...(usage ? [chunk([], { usage: tokensOfChat(usage) })] : []),
    'data: [DONE]\n\n',
  ];
}

function tokensOfChat({ inputTokens, outputTokens }: { inputTokens: number; outputTokens: number }): object {
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
  };
}

function openAiFrames({ request, pieces, text, usage, finish }: Speech): string[] {
  const head = { id: 'resp_1', object: 'response', created_at: 1_790_000_000, model: request.model };
  const where = { item_id: 'msg_1', output_index: 0, content_index: 0 };
  const part = { type: 'output_text', annotations: [], text };
  const item = { id: 'msg_1', type: 'message', role: 'assistant', status: 'completed', content: [part] };
  const reason = finish === 'length' ? 'max_output_tokens' : 'content_filter';
  const events = [
    { type: 'response.created', response: { ...head, status: 'in_progress' } },
    { type: 'response.in_progress', response: { ...head, status: 'in_progress' } },
    {
      type: 'response.output_item.added',
      output_index: 0,
      item: { ...item, status: 'in_progress', content: [] },
    },
    { type: 'response.content_part.added', ...where, part: { ...part, text: '' } },
    ...pieces.map((delta) => ({ type: 'response.output_text.delta', ...where, delta })),
    { type: 'response.output_text.done', ...where, text },
    { type: 'response.content_part.done', ...where, part },
    { type: 'response.output_item.done', output_index: 0, item },
    {
      type: finish === 'stop' ? 'response.completed' : 'response.incomplete',
      response: {
        ...head,
        status: finish === 'stop' ? 'completed' : 'incomplete',
        incomplete_details: finish === 'stop' ? null : { reason },
        output: [item],
        usage: usage && {
          input_tokens: usage.inputTokens,
          input_tokens_details: { cached_tokens: 0 },
          output_tokens: usage.outputTokens,
          output_tokens_details: { reasoning_tokens: 0 },
          total_tokens: usage.inputTokens + usage.outputTokens,
        },
      },
    },
  ];
  return events.map((value, index) => event(value, { sequence_number: index }));
}

function anthropicFrames({ request, pieces, usage, finish, isByTool }: Speech): string[] {
  const reasons = {
    stop: isByTool ? 'tool_use' : 'end_turn',
    length: 'max_tokens',
    'content-filter': 'refusal',
  };
  const block = isByTool
    ? { type: 'tool_use', id: 'toolu_1', name: 'json', input: {} }
    : { type: 'text', text: '' };
  const delta = (piece: string) =>
    isByTool ? { type: 'input_json_delta', partial_json: piece } : { type: 'text_delta', text: piece };
  return [
    {
      type: 'message_start',
      message: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: request.model,
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: usage?.inputTokens ?? 0, output_tokens: usage ? 1 : 0 },
      },
    },
    { type: 'content_block_start', index: 0, content_block: block },
    { type: 'ping' },
    ...pieces.map((piece) => ({ type: 'content_block_delta', index: 0, delta: delta(piece) })),
    { type: 'content_block_stop', index: 0 },
    {
      type: 'message_delta',
      delta: { stop_reason: reasons[finish], stop_sequence: null },
      usage: { output_tokens: usage?.outputTokens ?? 0 },
    },
    { type: 'message_stop' },
  ].map((value) => event(value));
}

function googleFrames({ request, pieces, usage, finish }: Speech): string[] {
  const reasons = { stop: 'STOP', length: 'MAX_TOKENS', 'content-filter': 'SAFETY' };
  const chunk = (piece: string, isLast: boolean) => ({
    candidates: [
      {
        index: 0,
        content: { role: 'model', parts: [{ text: piece }] },
        ...(isLast ? { finishReason: reasons[finish] } : {}),
      },
    ],
    ...(usage ? { usageMetadata: tokensOfGoogle(usage, isLast) } : {}),
    modelVersion: request.model,
    responseId: 'response-1',
  });
  return pieces.map((piece, index) => data(chunk(piece, index === pieces.length - 1)));
}

function tokensOfGoogle(
  { inputTokens, outputTokens }: { inputTokens: number; outputTokens: number },
  isLast: boolean,
): object {
  return {
    promptTokenCount: inputTokens,
    ...(isLast
      ? { candidatesTokenCount: outputTokens, totalTokenCount: inputTokens + outputTokens }
      : { totalTokenCount: inputTokens }),
  };
}
