package dev.florin.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByLabelOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.florin.members.DemoOwner;

/** Somebody who has signed in to the portal, at its address. */
record Desk(Visitor visitor, String url) {

    /** A new browser in which the demo merchant's owner has signed in, on the overview of test data. */
    Page enter(Look look) {
        return enter(look, DemoOwner.EMAIL, DemoOwner.PASSWORD);
    }

    Page enter(Look look, String email, String password) {
        Page page = visitor.open(look, url + "/sign-in");
        page.getByLabel("E-mail").fill(email);
        page.getByLabel("Password", new GetByLabelOptions().setExact(true)).fill(password);
        page.getByRole(AriaRole.BUTTON)
                .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("Sign in"))
                .click();
        page.waitForURL(address -> !address.contains("/sign-in"));
        return page;
    }

    /** A page of the portal, of test data; {@code path} begins with a slash. */
    void go(Page page, String path) {
        page.navigate(url + "/test/dashboard" + path);
    }
}
