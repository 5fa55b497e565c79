import axe from 'axe-core';

/** What axe finds wrong in a piece of a page, as readable lines; colours and layout need a browser, not jsdom. */
export async function faults(element: Element): Promise<string[]> {
  const { violations } = await axe.run(element, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } });
  return violations.map((one) => `${one.id}: ${one.nodes[0]?.html ?? ''}`);
}
