// A form that was sent and led elsewhere has been saved: its draft is forgotten. Back on itself, it was refused.
export const SENT = "caruso.sent";

const sent = sessionStorage.getItem(SENT);
if (sent && sent !== `caruso.draft.${location.pathname}`) sessionStorage.removeItem(sent);
sessionStorage.removeItem(SENT);
