import axe from 'axe-core';
import {expect} from 'vitest';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Fails with a line per node when axe finds a violation in the element, or cannot decide about it. */
export async function expectNoViolations(element: Element): Promise<void> {
  const {violations, incomplete} = await axe.run(element, {runOnly: tags, resultTypes: ['violations', 'incomplete']});
  const findings = [...violations, ...incomplete].flatMap(({id, nodes}) =>
    nodes.map(
      node =>
        `${id}: ${node.html.replace(/\s+/g, ' ').slice(0, 160)} — ${node.failureSummary?.replace(/\s+/g, ' ') ?? ''}`,
    ),
  );
  expect(findings, findings.join('\n')).toEqual([]);
}
