import {expect, test} from 'vitest';
import {
  isEmail,
  toCode,
  toEmail,
  toEmails,
  toList,
  toNumber,
  toPhone,
  toText,
  toUrl,
} from '../../../src/core/flow/answers.ts';

test.each([
  ['+49 30 1234567', '+49301234567'],
  ['0049 (30) 123-4567', '+49301234567'],
  ['+44 (0)20 7946 0958', '+442079460958'],
  ['+1.212.555.0100', '+12125550100'],
  ['+49\u00a030\u20111234567', '+49301234567'],
  ['030 1234567', undefined],
  ['+0 30 1234567', undefined],
  ['+49 30', undefined],
  ['+49 30 call me 1234567', undefined],
  ['+1234567890123456', undefined],
])('the phone number "%s" becomes %s', (typed, phone) => {
  expect(toPhone(typed)).toBe(phone);
});

test.each([
  ['３', 3],
  ['٣', 3],
  ['۱۲', 12],
  ['٢٫٥', 2.5],
  ['２，５', 2.5],
  ['3', 3],
  ['0', 0],
  ['-2', -2],
  ['1,5', 1.5],
  ['1.5', 1.5],
  ['12 000', 12000],
  ['0,125', 0.125],
  ['1234.567', 1234.567],
  ['1,000', undefined],
  ['1.000', undefined],
  ['1,000.50', undefined],
  ['', undefined],
  ['five', undefined],
  ['1e5', undefined],
  ['0x10', undefined],
  ['Infinity', undefined],
])('the number "%s" is read as %s', (typed, number) => {
  expect(toNumber(typed)).toBe(number);
});

test.each([
  ['https://example.com/a?b=c#d', 'https://example.com/a?b=c#d'],
  ['example.com', 'https://example.com'],
  ['example.com:8080/x', 'https://example.com:8080/x'],
  ['HTTP://example.com', 'HTTP://example.com'],
  ['bücher.example', 'https://bücher.example'],
  ['例え。jp/道。html', 'https://例え.jp/道。html'],
  ['https://x｡jp', 'https://x.jp'],
  ['ｈｔｔｐｓ：／／ｘ．ｅｘａｍｐｌｅ', 'https://x.example'],
  ['ftp://example.com', undefined],
  ['javascript:alert(1)', undefined],
  ['mailto:rick@example.com', undefined],
  ['https://rick:secret@example.com', undefined],
  ['just words', undefined],
  ['word', undefined],
])('the web address "%s" becomes %s', (typed, url) => {
  expect(toUrl(typed)).toBe(url);
});

test.each([
  ['rick@example.com', true],
  ['a.b+c@sub.example.co.uk', true],
  ['jörg@bücher.example', true],
  ['rick', false],
  ['rick@', false],
  ['@example.com', false],
  ['rick@example', false],
  ['rick@example.', false],
  ['rick@example..com', false],
  ['rick@ex ample.com', false],
  ['rick@example.com,', false],
  ['rick@@example.com', false],
  [`${'a'.repeat(250)}@example.com`, false],
])('"%s" is an e-mail address: %s', (text, is) => {
  expect(isEmail(text)).toBe(is);
});

test.each([
  [
    ['With spaces, and a comma', ' ', 'Small ', '', 'Small '],
    ['With spaces, and a comma', ' ', 'Small '],
  ],
  ['Small ', ['Small ']],
  ['', []],
  [undefined, []],
  [true, []],
])('the chosen options %j are the list %j', (answer, list) => {
  expect(toList(answer)).toEqual(list);
});

test.each([
  [
    'a@x.example, b@x.example;c@x.example\nd@x.example  e@x.example',
    ['a@x.example', 'b@x.example', 'c@x.example', 'd@x.example', 'e@x.example'],
  ],
  [' , \n', []],
  ['a@x.example a@x.example', ['a@x.example']],
  ['Ann <ann@x.example>', ['ann@x.example']],
  ['Ann Smith <ann@x.example>, Bob <bob@x.example>', ['ann@x.example', 'bob@x.example']],
  ['Ann <ann@x.example>;Bob <bob@x.example>\r\nCy <cy@x.example>', ['ann@x.example', 'bob@x.example', 'cy@x.example']],
  ['"Smith, Ann" <ann@x.example>, bob@x.example', ['ann@x.example', 'bob@x.example']],
  ['Ann <ann@x.example> Bob <bob@x.example>', ['ann@x.example', 'bob@x.example']],
  ['bob@x.example Ann <ann@x.example>', ['bob@x.example', 'ann@x.example']],
  ['mailto:ann@x.example', ['ann@x.example']],
  ['MAILTO:ann%40x.example?subject=Hi', ['ann@x.example']],
  ['<mailto:ann@x.example>', ['ann@x.example']],
  ["(ann@x.example), [bob@x.example], 'cy@x.example'", ['ann@x.example', 'bob@x.example', 'cy@x.example']],
  ['ann@x.example.', ['ann@x.example']],
  ['ａｎｎ＠ｘ．ｅｘａｍｐｌｅ、bob@x.example；cy@x.example', ['ann@x.example', 'bob@x.example', 'cy@x.example']],
  ['ann@x.example، bob@x.example؛ cy@x.example', ['ann@x.example', 'bob@x.example', 'cy@x.example']],
  ['ann@x。jp、bob@x｡jp。', ['ann@x.jp', 'bob@x.jp']],
  ['ann@x.example (Ann), bob@x.example (Smith, Bob)', ['ann@x.example', 'bob@x.example']],
  ['Ann (ann@x.example); Bob Smith (bob@x.example)', ['ann@x.example', 'bob@x.example']],
  ['ann@x.example（Ann）', ['ann@x.example']],
  ['(Ann)', []],
  ["o'brien@x.example", ["o'brien@x.example"]],
  ['Ann', ['Ann']],
  ['Ann ann@x.example', ['Ann', 'ann@x.example']],
  ['Ann <ann>', ['ann']],
  [
    ['Ann <ann@x.example>', 'b@x.example c@x.example'],
    ['ann@x.example', 'b@x.example', 'c@x.example'],
  ],
  [undefined, []],
  [true, []],
])('the addresses in %j are %j', (answer, list) => {
  expect(toEmails(answer)).toEqual(list);
});

test.each([
  [' ann@x.example ', 'ann@x.example'],
  ['mailto:ann@x.example', 'ann@x.example'],
  ['Ann <ann@x.example>', 'ann@x.example'],
  ['ａｎｎ@ｘ.example', 'ann@x.example'],
  ['ann', 'ann'],
  ['a@x.example, b@x.example', 'a@x.example, b@x.example'],
  ['ann @x.example', 'ann @x.example'],
])('the address "%s" is sent as "%s"', (typed, email) => {
  expect(toEmail(typed)).toBe(email);
});

test('a split name is joined as Cal.com splits it', () => {
  expect(toText([' Ada ', 'Lovelace'])).toBe('Ada Lovelace');
  expect(toText(['Ada', ''])).toBe('Ada');
});

test('addresses that differ in case only are one, as it was written first', () => {
  expect(toEmails('Ann@Shop.example, ben@shop.example\nann@shop.EXAMPLE')).toEqual([
    'Ann@Shop.example',
    'ben@shop.example',
  ]);
});

test('a letter that stands for a whole sentence is not spelled out into words', () => {
  expect(toEmails('\ufdfa'.repeat(1000))).toEqual(['\ufdfa'.repeat(1000)]);
  expect(toEmails('\uff21nn\uff20shop.example')).toEqual(['Ann@shop.example']);
});

test.each([
  ['Müller, Ann <ann@x.example>; Smith, Bob <bob@x.example>', ['ann@x.example', 'bob@x.example']],
  ['Smith, Bob, Jr. <bob@x.example>', ['bob@x.example']],
  ['ann@x.example / bob@x.example', ['ann@x.example', 'bob@x.example']],
  ['ann@x.example and bob@x.example und cem@x.example', ['ann@x.example', 'bob@x.example', 'cem@x.example']],
  ['• ann@x.example\n• bob@x.example', ['ann@x.example', 'bob@x.example']],
  ['1. ann@x.example\n2. bob@x.example', ['ann@x.example', 'bob@x.example']],
  ['To: ann@x.example', ['ann@x.example']],
  ['ann@x.example, nobody', ['ann@x.example', 'nobody']],
  ['nobody, ann@x.example', ['nobody', 'ann@x.example']],
])('the guests "%s" are %j', (typed, emails) => {
  expect(toEmails(typed)).toEqual(emails);
});

test.each([
  ['123456', '123456'],
  [' 123 456\n', '123456'],
  ['１２３４５６', '123456'],
  ['١٢٣-٤٥٦', '123456'],
  ['', ''],
])('the code "%s" is sent as "%s"', (typed, code) => {
  expect(toCode(typed)).toBe(code);
});
