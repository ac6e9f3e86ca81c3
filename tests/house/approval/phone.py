"""The client's phone: Debian's Chromium, headless, at the width of one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

WIDTH, HEIGHT = 390, 844  # CSS pixels
BROWSER, DRIVER = "/usr/bin/chromium", "/usr/bin/chromedriver"
PATIENCE = 20  # seconds
TOUCHED = ("a", "button", "label")
FINGER = 44  # CSS pixels: the least height of what one touches


class Phone:
    """A browser, and what a person does with it."""

    def __init__(self, browser: webdriver.Chrome) -> None:
        self._browser = browser

    @property
    def text(self) -> str:
        return self._browser.find_element(By.TAG_NAME, "body").text

    def opens(self, page: Path) -> None:
        """Open a page that lies on this machine, as a mail program shows it."""
        self._browser.get(page.as_uri())

    def touches(self, words: str) -> None:
        """Touch the button, or the choice, that says *words*; a button leads to another page."""
        target = self._named(words, *TOUCHED)
        is_choice = target.tag_name == "label"
        target.click()
        if not is_choice:
            WebDriverWait(self._browser, PATIENCE).until(lambda _: _is_gone(target))

    def types(self, title: str, words: str) -> None:
        """Type into the field under *title*."""
        label = self._named(title, "label")
        field = self._browser.find_element(By.ID, str(label.get_attribute("for")))
        field.send_keys(words)

    def filled(self) -> list[str]:
        """What the Form is filled in with: texts, and the choices that are made."""
        fields = "textarea, input[type=text], input:checked"
        found = self._browser.find_elements(By.CSS_SELECTOR, fields)
        return [value for each in found if (value := str(each.get_attribute("value")))]

    def complaints(self) -> list[str]:
        """What lies beside the screen, or is too low for a finger."""
        beside = "return document.documentElement.scrollWidth - window.innerWidth"
        excess = int(self._browser.execute_script(beside))
        found = self._browser.find_elements(By.CSS_SELECTOR, "a, button, label:has(input)")
        low = [f"low: {each.text}" for each in found if each.is_displayed() and _is_low(each)]
        return [*low, *([f"{excess} pixels beside the screen"] if excess > 0 else [])]

    def _named(self, words: str, *tags: str) -> WebElement:
        path = " | ".join(f'//{tag}[contains(normalize-space(.), "{words}")]' for tag in tags)
        return self._browser.find_element(By.XPATH, path)


def _is_low(element: WebElement) -> bool:
    return float(element.rect["height"]) < FINGER


def _is_gone(element: WebElement) -> bool:
    try:
        element.is_enabled()
    except StaleElementReferenceException:
        return True
    return False


@contextmanager
def phone(folder: Path) -> Iterator[Phone]:
    """Switch a phone on; *folder* takes what it keeps."""
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage",
                     f"--user-data-dir={folder}"):  # fmt: skip
        options.add_argument(argument)
    metrics = {"width": WIDTH, "height": HEIGHT, "pixelRatio": 3.0, "mobile": True, "touch": True}
    options.add_experimental_option("mobileEmulation", {"deviceMetrics": metrics})
    browser = webdriver.Chrome(options=options, service=Service(DRIVER))
    try:
        yield Phone(browser)
    finally:
        browser.quit()
