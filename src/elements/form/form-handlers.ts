import {guardHandlers} from '../base/guard-handlers.ts';
import type {LazyPart} from '../loading/lazy-part.ts';
import type {LaterSteps} from './book/later-steps.ts';
import type {FlowController} from './flow-controller.ts';
import type {FlowHost} from './flow-host.ts';
import type {FormHandlers} from './form-view.ts';

/** Handlers of the visitor's actions up to the choice of a time. `steps` are those after it. */
export function formHandlers(host: FlowHost, flow: FlowController, steps: LazyPart<LaterSteps>): FormHandlers {
  const withLater = (act: (later: LaterSteps) => void | Promise<void>) =>
    steps.load().then(act, (cause: unknown) => flow.miss(cause));
  return guardHandlers<FormHandlers>(
    {
      daySelect: event => flow.dispatch({type: 'day-picked', day: event.day}),
      monthChange: event => flow.showMonth(event.month),
      zoneChange: event => flow.pickZone(event.zone),
      clockChange: event => flow.pickClock(event.clock),
      showDay: day => flow.showDay(day),
      findNext: () => withLater(later => later.findNext()),
      lookAhead: () => flow.lookAhead(),
      pickDuration: duration => flow.pickDuration(duration),
      slotSelect: inner => {
        inner.stopPropagation();
        if (!host.pickSlot(inner.slot)) inner.preventDefault();
      },
      proceed: () => withLater(later => later.proceed()),
      retry: () => void flow.load(),
      refresh: () => void flow.refresh(),
    },
    cause => flow.trouble(cause),
  );
}
