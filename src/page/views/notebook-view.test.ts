import { expect, it } from 'vitest';
import { clean } from './notebook-view.ts';

it('tables keep their cells and the side of numbers', () => {
  const table =
    '<table><thead><tr><th style="text-align: left">key</th></tr></thead><tbody><tr><td style="text-align: right">7</td></tr></tbody></table>';
  expect(clean(table)).toBe(
    '<table><thead><tr><th>key</th></tr></thead><tbody><tr><td class="number">7</td></tr></tbody></table>',
  );
});

it.for([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<td onclick="alert(1)" style="background:url(http://evil.example)">x</td>',
  '<a href="javascript:alert(1)">x</a>',
  '<iframe src="http://evil.example"></iframe><form action="/theme"><button>x</button></form>',
  '<p id="main" class="banner">x</p>',
])('%s loses what could act or disguise itself', (attack) => {
  expect(clean(attack)).not.toMatch(/script|onerror|onclick|style|href|iframe|form|button|id=|banner/);
});
