/** Documents of a given size whose text compresses like text. The same in every run. */
export function campaignData(bytes: number): Record<string, unknown> {
  const random = randomFrom(7);
  const segments: { id: string; type: string; label: string; text: string; color: string }[] = [];
  const data = {
    schemaVersion: 1,
    subject: sentence(random, 6),
    body: sentence(random, 40),
    segments,
    config: { emphasis: 'pain-point', openingLine: 'company-research', ctaSetting: 'meeting' },
  };
  while (JSON.stringify(data).length < bytes - 150) {
    const id = `s-${segments.length}`;
    segments.push({
      id,
      type: 'pain-point',
      label: sentence(random, 3),
      text: sentence(random, 30),
      color: 'blue',
    });
    const over = JSON.stringify(data).length - bytes;
    if (over > 0) segments[segments.length - 1]!.text = segments.at(-1)!.text.slice(0, -over);
  }
  return data;
}

export function sentence(random: () => number, words: number): string {
  return Array.from({ length: words }, () => word(random)).join(' ');
}

const syllables = 'ba ce di fo gu han jel kin lor mus nat per qui ros sel tan ul ver win zo'.split(' ');

function word(random: () => number): string {
  const length = 1 + Math.floor(random() * 3);
  return Array.from({ length }, () => syllables[Math.floor(random() * syllables.length)]).join('');
}

export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
