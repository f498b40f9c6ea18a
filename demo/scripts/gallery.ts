const choices = {
  State: ['1-times', '2-questions', '3-problems', '4-booked'],
  Language: ['en', 'ar', 'ja'],
  Width: ['280', '360', '768', '1280'],
  Scheme: ['light', 'dark'],
};

const form = document.querySelector<HTMLFormElement>('#choices')!;
const picture = document.querySelector<HTMLImageElement>('#picture')!;
const where = document.querySelector('#where')!;

const selects = Object.entries(choices).map(([name, values]) => {
  const label = document.createElement('label');
  const select = document.createElement('select');
  for (const value of values) select.append(new Option(value.replace(/^\d-/, ''), value));
  label.append(`${name} `, select, ' ');
  form.append(label);
  return select;
});

function show(): void {
  const [state, language, width, scheme] = selects.map(select => select.value);
  picture.src = `/demo/pictures/gallery/${language}-${width}-${scheme}-${state}.jpg`;
  picture.alt = `The booking form: ${state!.slice(2)}, in ${language}, ${width} pixels wide, ${scheme}`;
  where.textContent = picture.alt;
}

/** Through all pictures, state by state, then language, width and scheme. */
function step(by: number): void {
  let carry = by;
  for (const select of selects) {
    const next = select.selectedIndex + carry;
    select.selectedIndex = (next + select.length) % select.length;
    if (next >= 0 && next < select.length) break;
    carry = Math.sign(by);
  }
  show();
}

form.addEventListener('change', show);
addEventListener('keydown', event => {
  if (event.target instanceof HTMLSelectElement) return;
  if (event.key === 'ArrowRight') step(1);
  if (event.key === 'ArrowLeft') step(-1);
});
show();
