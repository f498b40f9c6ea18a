interface StandInState {
  bookings: {uid: string; status: string}[];
}

const control = (path: string, body: object = {}) =>
  fetch(`/cal/__control/${path}`, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify(body),
  });

/** The newest booking is the one the visitor looks at. */
async function newestUid(): Promise<string | undefined> {
  const state = (await (await fetch('/cal/__control/state')).json()) as StandInState;
  return state.bookings.at(-1)?.uid;
}

let down = false;

const actions: Record<string, () => Promise<string>> = {
  async 'Confirm the booking'() {
    return onNewest('confirm', 'confirmed');
  },
  async 'Reject the booking'() {
    return onNewest('reject', 'rejected');
  },
  async 'Cancel the booking'() {
    return onNewest('cancel', 'cancelled');
  },
  async 'Ask for another time'() {
    return onNewest('cancel', 'cancelled and asked for another time:', {requestReschedule: true});
  },
  async 'Send webhooks twice'() {
    await control('webhooks', {twice: true});
    return 'Every webhook is sent twice from now on.';
  },
  async 'Take Cal.com down, or up again'() {
    down = !down;
    await control('down', {on: down});
    return down ? 'Cal.com does not answer now.' : 'Cal.com answers again.';
  },
};

async function onNewest(action: string, done: string, body: object = {}): Promise<string> {
  const uid = await newestUid();
  if (!uid) return 'There is no booking yet.';
  const response = await control(action, {...body, uid});
  return response.ok ? `The host ${done} ${uid}.` : `Cal.com refused: ${response.status}.`;
}

function renderButtons(panel: Element, said: Element): void {
  const row = document.createElement('div');
  row.className = 'buttons';
  for (const [label, act] of Object.entries(actions)) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = label;
    button.addEventListener('click', async () => {
      said.textContent = await act();
    });
    row.append(button);
  }
  panel.append(row);
}

/** Shows what goes on behind the page, and lets a person play Cal.com's host. */
export function openPanel(panel: Element | null, standIn: boolean): void {
  if (!panel) return;
  const heading = document.createElement('h2');
  heading.textContent = 'Behind the page';
  const said = document.createElement('p');
  said.setAttribute('role', 'status');
  const list = document.createElement('ol');
  list.tabIndex = 0;
  list.setAttribute('aria-label', 'Requests, webhooks and live streams');
  panel.append(heading);
  if (standIn) renderButtons(panel, said);
  panel.append(said, list);
  new EventSource('/demo/traffic').addEventListener('message', ({data}) => {
    const {kind, text} = JSON.parse(data as string) as {kind: string; text: string};
    const line = document.createElement('li');
    line.textContent = `${kind} ${text}`;
    list.append(line);
    list.scrollTop = list.scrollHeight;
  });
}
