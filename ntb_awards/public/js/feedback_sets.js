// What a set of 360° answers is worth to the result: for its form and its list. [text, colour]
frappe.provide("ntb_awards");

ntb_awards.state_of_set = (doc) => {
	if (doc.validity === "Invalid") return [__("Invalid"), "red"];
	if (doc.docstatus === 2) return [__("Replaced"), "gray"];
	return doc.validity === "Valid" ? [__("Valid"), "green"] : [__("Not Verified"), "orange"];
};
