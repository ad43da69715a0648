// The stream of server-sent events, opened again whenever it breaks.

const FIRST_WAIT = 500;
const LONGEST_WAIT = 5000;

export function openStream(tell) {
  let source = null;
  let timer = null;
  let wait = FIRST_WAIT;
  let closed = false;

  const open = () => {
    source = new EventSource("/sim/events");
    source.onopen = () => {
      wait = FIRST_WAIT;
      tell({ kind: "up" });
    };
    source.onmessage = (event) => tell({ kind: "event", data: event.data });
    source.onerror = () => {
      source.close();
      tell({ kind: "down" });
      if (closed) return;
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    };
  };
  open();

  return {
    close() {
      closed = true;
      clearTimeout(timer);
      source.close();
    },
  };
}
