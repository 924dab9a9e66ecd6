// The customer's page: totals that follow the options, and a pad to sign on. Without it the page works with typed names.
const form = document.querySelector("[data-offer]");
if (form) {
  liveTotals(form);
  signaturePad(form);
}

function liveTotals(form) {
  const options = [...form.elements].filter((element) => element.name === "chosen");
  let asked = 0;
  const reckon = async () => {
    const mine = ++asked;
    const body = new FormData(form);
    body.set("do", "reckon");
    body.delete("signature");
    const answer = await fetch(location.pathname, { method: "POST", body, headers: { "X-Part": "totals" } });
    if (answer.ok && mine === asked) document.getElementById("totals").outerHTML = await answer.text();
  };
  options.forEach((option) => option.addEventListener("change", reckon));
}

function signaturePad(form) {
  const field = form.querySelector("[data-pad]");
  const canvas = field.querySelector("canvas");
  field.hidden = false;
  const scale = 2;
  canvas.width = canvas.clientWidth * scale;
  canvas.height = canvas.clientHeight * scale;
  const pen = canvas.getContext("2d");
  Object.assign(pen, { lineWidth: 2.4 * scale, lineCap: "round", lineJoin: "round", strokeStyle: "#1b2a52" });
  let last = null;
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) * (canvas.width / box.width), (event.clientY - box.top) * (canvas.height / box.height)];
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    last = at(event);
    stroke(last);
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", (event) => { if (last) stroke(at(event)); });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => { last = null; keep(); });
  field.querySelector("[data-clear]").addEventListener("click", () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    form.elements.signature.value = "";
  });

  function stroke(point) {
    pen.beginPath();
    pen.moveTo(...last);
    pen.lineTo(...point);
    pen.stroke();
    last = point;
  }

  function keep() {
    form.elements.signature.value = canvas.toDataURL("image/png");
  }
}
