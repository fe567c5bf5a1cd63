import { expect, test } from "vitest";
import { ApiError } from "$api/error";
import { Form } from "$lib/state/form.svelte";

const refuse = (field: string | undefined, message: string) => () =>
  Promise.reject(new ApiError(400, { error: "Invalid", field, message }));

test("what is wrong with a field is said there, without its name", async () => {
  const form = new Form("contactEmail");
  expect(await form.send(refuse("contactEmail", "contactEmail: is no e-mail address"))).toBe(false);
  expect(form.errorOf("contactEmail")).toBe("Is no e-mail address.");
  expect(form.error).toBeNull();
});

test("a field may be named as the endpoint API names it", async () => {
  const form = new Form("alertNotificationMessageTemplate");
  const field = "alert_notification_message_template";
  await form.send(refuse(field, `${field}: unknown placeholder {x}; known: hostname`));
  expect(form.errorOf("alertNotificationMessageTemplate")).toBe("Unknown placeholder {x}; known: hostname.");
});

test("what is wrong with one of a list is said at the list", async () => {
  const form = new Form("recipients");
  await form.send(refuse("recipients[1]", "recipients[1]: `nobody` is not an e-mail address"));
  expect(form.errorOf("recipients")).toBe("`nobody` is not an e-mail address.");
});

test("what no field shows is the form's own error", async () => {
  const form = new Form("name");
  await form.send(refuse("somethingElse", "somethingElse: is wrong"));
  expect(form.error).toBe("SomethingElse: is wrong.");
  await form.send(() => Promise.reject(new TypeError("Failed to fetch")));
  expect(form.error).toContain("cannot be reached");
});

test("an error is gone with the next try, and nothing is sent twice at once", async () => {
  const form = new Form("name");
  await form.send(refuse("name", "name: is taken"));
  let answer = () => {};
  const sending = form.send(() => new Promise<void>((resolve) => (answer = resolve)));
  expect(form.errorOf("name")).toBeNull();
  expect(form.busy).toBe(true);
  expect(await form.send(refuse("name", "never sent"))).toBe(false);
  answer();
  expect(await sending).toBe(true);
  expect(form.busy).toBe(false);
});
