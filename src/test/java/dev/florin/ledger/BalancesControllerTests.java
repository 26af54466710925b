package dev.florin.ledger;

import static dev.florin.ledger.TransferFixture.ACQUIRER;
import static dev.florin.ledger.TransferFixture.MERCHANT;

import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.core.MethodParameter;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

class BalancesControllerTests {

    final Ledger ledger = Mockito.mock();
    final Tenant tenant = new Tenant(TypeId.next(), false);

    @Test
    void balancesAreAListOfAccountsOfTheCallersOwnBooks() {
        Mockito.when(ledger.balances(tenant))
                .thenReturn(List.of(
                        new Ledger.Balance(ACQUIRER, Money.of(700, "INR")),
                        new Ledger.Balance(MERCHANT, Money.of(-1, "INR"))));

        client().get()
                .uri("/api/v1/balances")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo("""
                        {"object":"list","data":[\
                        {"object":"balance","account":"acquirer:sandbox","side":"debit","currency":"INR","amount":700},\
                        {"object":"balance","account":"merchant","side":"credit","currency":"INR","amount":-1}],\
                        "has_more":false,"next_cursor":null}""");
    }

    private RestTestClient client() {
        return RestTestClient.bindToController(new BalancesController(ledger))
                .configureServer(server -> server.setCustomArgumentResolvers(new TenantArgument()))
                .build();
    }

    private class TenantArgument implements HandlerMethodArgumentResolver {
        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Tenant.class;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer model,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            return tenant;
        }
    }
}
